// The embedded store keeps the contract, on disk and in memory.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type StoreOptions } from "../../src/store/lowdb/open.ts";
import { storeContract } from "./contract.ts";

const quiet: Omit<StoreOptions, "folder"> = { alarm: () => {}, onWarning: () => {}, now: () => Date.now() };

storeContract("a folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-store-"));
  let store = await openStore({ ...quiet, folder });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openStore({ ...quiet, folder });
      return store;
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

storeContract("a folder with a snapshot after every few commits", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fengqiao-store-"));
  let store = await openStore({ ...quiet, folder, snapshotBytes: 500 });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openStore({ ...quiet, folder, snapshotBytes: 500 });
      return store;
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

storeContract("memory only", async () => {
  const store = await openStore({ ...quiet, folder: null });
  return { store, reopen: null, dispose: () => store.close() };
});
