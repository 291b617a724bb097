// Reads the body of a Bot API call: JSON, or a form with files in it as grammY writes them.

export type Form = { payload: Record<string, unknown>; files: { name: string; bytes: Buffer }[] };

const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

function readMultipart(body: Buffer, boundary: string): Form {
  const payload: Record<string, unknown> = {};
  const files: Form["files"] = [];
  // One byte is one character, so that places in the text are places in the bytes.
  for (const part of body.toString("latin1").split(`--${boundary}`).slice(1, -1)) {
    const head = part.slice(0, part.indexOf("\r\n\r\n"));
    const bytes = Buffer.from(part.slice(head.length + 4, part.endsWith("\r\n") ? -2 : undefined), "latin1");
    const field = /name="([^"]+)"/.exec(head)?.[1] ?? "";
    const file = /filename="?([^"\r\n;]+)"?/.exec(head)?.[1];
    if (file === undefined)
      payload[field] = field === "caption" ? bytes.toString("utf8") : valueOf(bytes.toString("utf8"));
    else files.push({ name: Buffer.from(file, "latin1").toString("utf8"), bytes });
  }
  return { payload, files };
}

export function readForm(body: Buffer, type: string): Form {
  const boundary = /boundary=(\S+)/.exec(type)?.[1];
  if (boundary !== undefined) return readMultipart(body, boundary);
  const text = body.toString("utf8");
  return { payload: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>), files: [] };
}
