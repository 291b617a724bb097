// The way to the Bot API: grammY's client on Node's own fetch, and every failure read into a few plain facts without the token.
import { Api, GrammyError, HttpError } from "grammy";

export const publicRoot = "https://api.telegram.org";

export type Connection = {
  token: string;
  /** Null is Telegram's own server. */
  apiRoot: string | null;
  /** A request that has not been answered by then has failed. */
  limitSeconds: number;
};

/**
 * What went wrong with a request. `api`: the server said no. `network`: no usable answer came; `left` says that the
 * request may have reached the server all the same.
 */
export type Failure =
  | { kind: "api"; code: number; description: string; retryAfterMs: number | null; migrateTo: string | null }
  | { kind: "network"; left: boolean; reason: string };

export const rootOf = (apiRoot: string | null): string => (apiRoot ?? publicRoot).replace(/\/+$/, "");

/** grammY asks with a signal of its own making, which Node's fetch does not know: it is passed on. */
function nativeSignal(signal: unknown): AbortSignal {
  const controller = new AbortController();
  const from = signal as Pick<AbortSignal, "aborted" | "addEventListener"> | null | undefined;
  if (from?.aborted) controller.abort();
  else from?.addEventListener("abort", () => controller.abort());
  return controller.signal;
}

/** The answer as grammY expects it; a proxy's error page becomes an error of that status instead of an unreadable answer. */
function readAnswer(status: number, text: string): unknown {
  let answer: unknown = null;
  try {
    answer = JSON.parse(text);
  } catch {
    if (status < 400) throw new Error("the answer is not JSON");
  }
  if (typeof answer === "object" && answer !== null && "ok" in answer) {
    return answer.ok === true || "error_code" in answer ? answer : { ...answer, error_code: status };
  }
  if (status < 400) throw new Error("the answer is not of the Bot API");
  return { ok: false, error_code: status, description: `HTTP ${status}` };
}

async function request(url: string, init: Record<string, unknown>): Promise<{ json(): Promise<unknown> }> {
  const answer = await fetch(url, {
    method: "POST",
    headers: init["headers"] as Record<string, string>,
    body: init["body"] as BodyInit,
    signal: nativeSignal(init["signal"]),
    ...(typeof init["body"] === "string" ? {} : { duplex: "half" }),
  });
  const text = await answer.text();
  return { json: async () => readAnswer(answer.status, text) };
}

export function connect({ token, apiRoot, limitSeconds }: Connection): Api {
  return new Api(token, {
    apiRoot: rootOf(apiRoot),
    timeoutSeconds: limitSeconds,
    // Node's fetch tells refused from reset, follows the proxy settings of Node, and drops idle connections in time.
    fetch: request,
  });
}

/** Faults that come before the request could leave: the name, the connection, the handshake. */
const before =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_|EHOST|ENET|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

type Cause = { code?: unknown; syscall?: unknown; message?: unknown; cause?: unknown; errors?: unknown };

function causes(error: unknown): Cause[] {
  if (typeof error !== "object" || error === null) return [];
  const own = error as Cause;
  return [own, ...causes(own.cause), ...(Array.isArray(own.errors) ? own.errors.flatMap(causes) : [])];
}

function networkFailure(error: unknown): Failure {
  const chain = causes(error);
  const codes = chain.flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  const never = chain.some(
    ({ code, syscall, message }) =>
      (typeof code === "string" && before.test(code)) ||
      syscall === "connect" ||
      syscall === "getaddrinfo" ||
      (typeof message === "string" && message.includes("before secure TLS connection")),
  );
  const timedOut = chain.some(({ message }) => typeof message === "string" && message.includes("timed out after"));
  // Messages may hold the address and with it the token; codes never do.
  return {
    kind: "network",
    left: !never,
    reason: codes[0] ?? (timedOut ? "no answer in time" : "the connection broke or the answer was unreadable"),
  };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof GrammyError) {
    const { retry_after: seconds, migrate_to_chat_id: moved } = error.parameters;
    return {
      kind: "api",
      code: error.error_code,
      description: error.description ?? "",
      retryAfterMs: seconds === undefined ? null : seconds * 1_000,
      migrateTo: moved === undefined ? null : String(moved),
    };
  }
  return networkFailure(error instanceof HttpError ? error.error : error);
}

/** Ids, not words: a failure as the log and the operator may read it. */
export const reasonOf = (failure: Failure): string =>
  failure.kind === "api" ? `${failure.code} ${failure.description}` : failure.reason;
