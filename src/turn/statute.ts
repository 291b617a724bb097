// An article asked for by name and number is shown in the law's own words; without imported statutes it says so.
import type { ArticleRequest } from "../answers/statutes.ts";
import { say } from "./turn.ts";
import type { Scene } from "./scene.ts";

export function showArticle({ pen, context, person, replyTo }: Scene, request: ArticleRequest): void {
  const found = context.content.statutes?.find(request) ?? { kind: "notImported" as const };
  say(
    pen,
    context.group ? { group: context.group.value.id } : { person: person.id },
    "article",
    { found },
    { replyTo },
  );
}
