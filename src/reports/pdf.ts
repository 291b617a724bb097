// Word files as PDF by LibreOffice, where it is installed: a child process with a folder and a time of its own, never in the bot's way.
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** From the asking to the file, the wait for another conversion included; ms. Below the time after which a chat is told that nothing came. */
const limit = 20_000;
const names = process.platform === "win32" ? ["soffice.exe", "soffice.com"] : ["soffice", "libreoffice"];
/** Where the installers of other systems put it. */
const usual = [
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** LibreOffice's program: what SOFFICE names, else the first in `path` (as in PATH); null when there is none. */
export function findOffice(configured: string | null, path: string): string | null {
  if (configured !== null) return runs(configured) ? configured : null;
  const found = path.split(delimiter).filter(Boolean);
  return [...found.flatMap((folder) => names.map((name) => join(folder, name))), ...usual].find(runs) ?? null;
}

/** Ends LibreOffice with everything that it started; its starter is a script. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Runs it once; true when it ended by itself, in time and well. */
function run(office: string, folder: string, file: string, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(
      office,
      [
        "--headless",
        "--norestore",
        "--nolockcheck",
        // A profile of its own: a LibreOffice that somebody has open is no hindrance, and macros of theirs never run.
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
        "--convert-to",
        "pdf:writer_pdf_Export",
        "--outdir",
        folder,
        file,
      ],
      { stdio: "ignore", detached: process.platform !== "win32", cwd: folder },
    );
    const timer = setTimeout(() => end(child.pid), ms);
    const done = (well: boolean): void => {
      clearTimeout(timer);
      resolve(well);
    };
    child.once("error", () => done(false));
    child.once("exit", (code) => done(code === 0));
  });
}

async function convert(office: string, docx: Uint8Array, until: number): Promise<Uint8Array | null> {
  const ms = until - performance.now();
  if (ms <= 0) return null;
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-pdf-"));
  try {
    const file = join(folder, "paper.docx");
    await writeFile(file, docx, { mode: 0o600 });
    if (!(await run(office, folder, file, ms))) return null;
    const pdf = await readFile(join(folder, "paper.pdf")).catch(() => null);
    // A paper holds people's names: what is no whole file goes nowhere.
    return pdf?.subarray(0, 5).toString() === "%PDF-" ? new Uint8Array(pdf) : null;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export type ToPdf = (docx: Uint8Array) => Promise<Uint8Array | null>;

/**
 * Makes PDFs one after another, because each takes a few hundred MB. Null when it did not come in time or not at all;
 * the Word file is there anyway.
 */
export function pdfMaker(office: string, ms: number = limit): ToPdf {
  let last: Promise<unknown> = Promise.resolve();
  return (docx) => {
    const until = performance.now() + ms;
    const made = last.then(() => convert(office, docx, until)).catch(() => null);
    last = made;
    return made;
  };
}
