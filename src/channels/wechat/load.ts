// Brings in wechaty and the configured puppet, which are optional packages: nothing else in the project loads them.
import type { FileBox as FileBoxClass } from "file-box";
import type { Wechaty } from "wechaty";
import type { types as WechatyTypes, WechatyBuilder as Builder } from "wechaty";

export type Puppet = Wechaty["puppet"];
export type Kit = { build: (typeof Builder)["build"]; types: typeof WechatyTypes; FileBox: typeof FileBoxClass };

/** A package that is configured but not installed; its message names the remedy. */
export class PackageMissing extends Error {
  override name = "UsageError";
}

async function installed<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (
      code !== "ERR_MODULE_NOT_FOUND" &&
      code !== "MODULE_NOT_FOUND" &&
      !/Cannot find (?:module|package)|Failed to (?:load|resolve)/i.test(message)
    )
      throw error;
    const missing = /(?:package|module) '([^'/.][^']*)'/.exec(message)?.[1] ?? name;
    throw new PackageMissing(
      `WeChat is configured, but the package "${missing}" is not installed. Install it with: npm install ${missing}` +
        ` (npm ci --omit=optional leaves it out), or take WECHAT_PUPPET out of the configuration.`,
    );
  }
}

/** wechaty itself, told to keep its own log to errors: at other levels it prints what people wrote. */
export async function loadKit(): Promise<Kit> {
  const wechaty = await installed("wechaty", () => import("wechaty"));
  const { FileBox } = await installed("file-box", () => import("file-box"));
  wechaty.log.level("error");
  return { build: wechaty.WechatyBuilder.build.bind(wechaty.WechatyBuilder), types: wechaty.types, FileBox };
}

/** A function that makes a new puppet of the named package for each connection. */
export async function loadPuppet(name: string, options: Record<string, unknown>): Promise<() => Puppet> {
  const module = (await installed(name, () => import(/* @vite-ignore */ name))) as Record<string, unknown>;
  let found: unknown = module;
  // CommonJS packages arrive wrapped once or twice.
  while (typeof found === "object" && found !== null && "default" in found) found = found.default;
  if (typeof found !== "function")
    found = Object.entries(module).find(([key, value]) => key.startsWith("Puppet") && typeof value === "function")?.[1];
  if (typeof found !== "function")
    throw new PackageMissing(
      `The package "${name}" (WECHAT_PUPPET) holds no wechaty puppet. See docs/wechat.md for puppets that do.`,
    );
  const Made = found as new (options: Record<string, unknown>) => Puppet;
  return () => new Made({ ...options });
}

/** Puppets of the web protocol give every contact and group a new id at each login. */
export const givesNewIds = (puppet: string): boolean => /wechat4u|puppet-wechat$|puppet-puppeteer/.test(puppet);
