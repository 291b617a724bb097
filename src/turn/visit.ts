// Somebody asks for the judge to come: the responsible judge hears of it privately, the person when an answer can come.
import { placeById } from "../court/directory.ts";
import { handlerOf } from "./card.ts";
import type { Context } from "./context.ts";
import type { Person } from "./documents.ts";
import { phoneFor } from "./intake.ts";
import { type Pen, say } from "./turn.ts";

export function visit(pen: Pen, context: Context, person: Person, words: string, placeId: string | null): void {
  const id =
    placeId ?? context.group?.value.places[0] ?? context.reported.find((l) => l.value.placeId)?.value.placeId ?? null;
  const place = id === null ? undefined : placeById(context.content.directory, id);
  const to = context.group ? { group: context.group.value.id } : { person: person.id };
  if (!place) {
    say(pen, to, "plain", { text: "可以请法官上门。您在哪个村、哪个社区？什么事、哪天方便？告诉我，我转给管片法官。" });
    return;
  }
  say(
    pen,
    { staff: place.judge },
    "visitCard",
    { from: person.name, place: place.name, words: words.slice(0, 300) },
    { urgent: true },
  );
  say(pen, to, "visitAsked", { handler: handlerOf(context, place.judge), phone: phoneFor(context, place.id).phone });
}
