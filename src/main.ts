// The command line: each command loads only what it needs, so that trying one costs nothing of the others.
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { Command } from "commander";

// Types are stripped once, not at every start.
enableCompileCache();

const program = new Command("fengqiao")
  .description("人民法庭联络群里的机器人 · the bot in a people's tribunal's liaison groups")
  .showHelpAfterError();

const batchOnly = (command: Command): Command =>
  command.requiredOption("--batch", "read JSON Lines from standard input, write JSON Lines to standard output");

program
  .command("start", { isDefault: true })
  .description("run the bot on the configured channels; with none, on the web room with the sample court")
  .action(async () => (await import("./start.ts")).start());

program
  .command("chat")
  .description("talk to the bot in this terminal, with the sample court")
  .action(async () => (await import("./start.ts")).chat());

batchOnly(program.command("ask").description("answer legal questions")).action(async () =>
  (await import("./batch/commands.ts")).ask(),
);
batchOnly(program.command("understand").description("intent, cause, danger and facts of messages")).action(async () =>
  (await import("./batch/commands.ts")).understand(),
);
batchOnly(program.command("intake").description("whole conversations to leads"))
  .option("--court <file>", "court directory", join("knowledge", "court.sample.yaml"))
  .action(async (options: { court: string }) => (await import("./batch/commands.ts")).intake(options.court));
batchOnly(program.command("route").description("who is responsible"))
  .option("--court <file>", "court directory", join("knowledge", "court.sample.yaml"))
  .action(async (options: { court: string }) => (await import("./batch/commands.ts")).route(options.court));
batchOnly(program.command("retrieve").description("rank a corpus for queries"))
  .requiredOption("--corpus <file>", "JSON Lines {id, title?, text}")
  .option("--labels <file>", "JSON Lines {id, query, relevant:[ids]} to learn from")
  .action(async (options: { corpus: string; labels?: string }) =>
    (await import("./batch/retrieve.ts")).retrieve(options.corpus, options.labels),
  );

const evaluate = program.command("eval").description("score a labelled file");
evaluate
  .command("answers <file>")
  .description("lines of ask with expect")
  .action(async (file: string) => (await import("./batch/evaluate.ts")).evalAnswers(file));
evaluate
  .command("understanding <file>")
  .description("lines of understand with expect")
  .action(async (file: string) => (await import("./batch/evaluate.ts")).evalUnderstanding(file));
evaluate
  .command("intake <file>")
  .description("lines of intake with expect")
  .option("--court <file>", "court directory", join("knowledge", "court.sample.yaml"))
  .action(async (file: string, options: { court: string }) =>
    (await import("./batch/evaluate.ts")).evalIntake(file, options.court),
  );

program
  .command("code")
  .description("make a claim code: single use, 24 hours; the person sends it privately as 绑定 CODE")
  .requiredOption("--role <role>", "judge, mediator, gridWorker, clerk, courtOffice …")
  .option("--ref <id>", "the person's id in court.yaml")
  .option("--place <place...>", "places by name or id")
  .action(async (options: { role: string; ref?: string; place?: string[] }) =>
    (await import("./operator.ts")).makeCode(options),
  );

program
  .command("backup <folder>")
  .description("copy the store into an empty folder, while the bot runs")
  .action(async (folder: string) => (await import("./operator.ts")).backup(folder));
program
  .command("restore <from> [to]")
  .description("put a backup back into an empty data folder")
  .action(async (from: string, to?: string) => (await import("./operator.ts")).restore(from, to));
program
  .command("doctor")
  .description("check configuration, content, store and channels; changes nothing")
  .action(async () => (await import("./operator.ts")).doctor());

program
  .command("report <period>")
  .description("week, month or quarter: the last full one as picture, Word and Excel files")
  .option("--on <date>", "a day or month within the period that is meant, 2026-10-05 or 2026-10")
  .option("--out <folder>", "where the files go", "reports")
  .action(async (period: string, options: { on?: string; out: string }) => {
    if (!["week", "month", "quarter"].includes(period))
      throw Object.assign(new Error(`there is no period "${period}"; write week, month or quarter`), {
        name: "UsageError",
      });
    await (await import("./operator.ts")).makeFiles({ what: "report", period, when: options.on ?? "" }, options.out);
  });
program
  .command("ledger")
  .description("the ledger of leads (台账) as Excel files, with people's data")
  .option("--when <span>", "本月, 上月, 本季, 上季, 今年, 去年 or 2026-10; everything without it")
  .option("--place <id>", "one place of court.yaml")
  .option("--cause <id>", "one of intents/causes")
  .option("--state <state>", "open or closed")
  .option("--layout <name>", "one of knowledge/ledgers; all without it")
  .option("--out <folder>", "where the files go", "reports")
  .action(async ({ out, ...asked }: { out: string } & Record<string, string>) =>
    (await import("./operator.ts")).makeFiles({ what: "ledger", personal: "yes", ...asked }, out),
  );
program
  .command("paper <number> <name>")
  .description(
    "a lead's paper (登记表, 告知书, 转办函, 起诉状 …) as a Word file, and as PDF where LibreOffice is installed; marked as a draft",
  )
  .option("--out <folder>", "where the files go", "reports")
  .action(async (number: string, paper: string, options: { out: string }) =>
    (await import("./operator.ts")).makeFiles({ what: "paper", number, paper }, options.out),
  );

program
  .command("prepare", { hidden: true })
  .description(
    "read and learn the content once, so that the next start finds it made; run by npm after an installation",
  )
  .option("--for-parent <folders...>", "knowledge, intents and published folder, for the running bot")
  .action(async ({ forParent }: { forParent?: string[] }) => {
    const { prepareForParent, prepareHere } = await import("./aside.ts");
    const [folder, intents, published] = forParent ?? [];
    if (folder && intents) prepareForParent({ knowledge: folder, intents, published: published || undefined });
    else prepareHere();
  });

const knowledge = program.command("knowledge").description("the knowledge base");
knowledge
  .command("check")
  .description("check every entry: format, citations against the lock, figures against the cited articles")
  .option("--statutes <folder>", "folder with articles.jsonl, to check against the texts themselves")
  .option("--write", "write knowledge/citations.lock.json from the statutes")
  .action(async (options: { statutes?: string; write?: boolean }) => (await import("./curation.ts")).check(options));

knowledge
  .command("import-statutes <from>")
  .description(
    "take in the law's own texts: articles.jsonl, .docx of the national database of laws, or a folder of them",
  )
  .option("--effective <date>", "for a .docx that does not say from when it is in force")
  .action(async (from: string, options: { effective?: string }) =>
    (await import("./statutes-import.ts")).importFrom(from, options),
  );

knowledge
  .command("drafts")
  .description(
    "what nobody could answer, asked alike as one; drafts from judges' answers and where they lie; signatures",
  )
  .option("--sign", "write judges' signatures into the entries that still read as they were signed")
  .action(async (options: { sign?: boolean }) => (await import("./curation-queue.ts")).drafts(options));
knowledge
  .command("reload")
  .description("have the running bot read the knowledge anew")
  .action(async () => (await import("./curation-queue.ts")).reloadNow());

// Who pipes into `head` has read enough: no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

async function run(): Promise<void> {
  // Node reads the file itself; variables that are set already win.
  if (existsSync(".env")) process.loadEnvFile(".env");
  try {
    await program.parseAsync();
  } catch (error) {
    const { faultText } = await import("./start.ts");
    process.stderr.write(`${faultText(error)}\n`);
    process.exitCode = 1;
  }
}

await run();
