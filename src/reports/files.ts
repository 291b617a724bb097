// What every maker of files has in hand: the store and the content, and a file with its name and kind.
import type { Directory } from "../court/directory.ts";
import type { Cause } from "../leads/causes.ts";
import type { Collection } from "../turn/documents.ts";
import type { Store } from "../turn/ports.ts";
import type { ToPdf } from "./pdf.ts";

export type MakerOptions = {
  store: Store;
  directory: Directory;
  causes: ReadonlyMap<string, Cause>;
  /** The knowledge folder, which holds `templates/` and `ledgers/`. */
  knowledge: string;
  /** Epoch ms. */
  now: number;
  /** LibreOffice; null or left out: Word files only. */
  pdf?: ToPdf | null;
};
export type MadeFile = { name: string; mime: string; bytes: Uint8Array };
export type Product = { text: string; files: MadeFile[] };

const mimes = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  png: "image/png",
  pdf: "application/pdf",
} as const;
export const file = (name: string, kind: keyof typeof mimes, bytes: Uint8Array): MadeFile => ({
  name: `${name}.${kind}`,
  mime: mimes[kind],
  bytes,
});

const pageSize = 1_000;

/** Every document of a collection, a page at a time. */
export async function* pages<T>(store: Store, collection: Collection): AsyncGenerator<T[]> {
  for (let after: string | undefined; ; ) {
    const page = await store.query<T>(collection, { limit: pageSize, ...(after === undefined ? {} : { after }) });
    yield page.map((doc) => doc.value);
    after = page.at(-1)?.key;
    if (page.length < pageSize || after === undefined) return;
    // Messages have their turn between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
