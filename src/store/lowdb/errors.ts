// What the embedded store says when it cannot open or cannot write: each names the place and the remedy.

/** A file of the store is damaged or missing; nothing was changed, the file is kept. */
export class StoreDamaged extends Error {
  override name = "StoreDamaged";
  readonly file: string;
  /** File, place and fault in one sentence. */
  readonly finding: string;
  constructor(file: string, place: string, what: string, remedy: string) {
    const finding = `${file}: ${place === "" ? "" : `${place}: `}${what}.`;
    super(`${finding} The store was not opened and the file was left as it is. ${remedy}`);
    this.file = file;
    this.finding = finding;
  }
}

/** Another process has the folder open. */
export class StoreLocked extends Error {
  override name = "StoreLocked";
}

/** The folder was written by newer code, or by code that knew other collections. */
export class StoreTooNew extends Error {
  override name = "StoreTooNew";
}

/** The commit is not on disk and was taken back; the next commit tries the disk again. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
}

export const restoreRemedy =
  "Restore the latest backup into an empty folder (fengqiao restore), or keep a copy of the folder and ask for help; do not delete the file.";

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system error (ENOSPC, EIO …), or "" for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
