// Every cell of the table of actions: what each role may do besides moving a lead.
import { describe, expect, it } from "vitest";
import { roles } from "../../src/content/roles.ts";
import { type Action, actions, may } from "../../src/leads/actions.ts";

const names = Object.keys(actions) as Action[];

describe.each(names)("%s", (action) => {
  const allowed: readonly string[] = actions[action].by;

  it("is allowed to the roles of its row and to no other", () => {
    for (const role of roles) expect(may(action, [role]), role).toBe(allowed.includes(role));
  });

  it("is allowed by any one of several roles, and refused to none", () => {
    expect(may(action, [...roles])).toBe(true);
    expect(may(action, [])).toBe(false);
  });

  it("has a name of its own", () => {
    expect(names.filter((other) => actions[other].name === actions[action].name)).toEqual([action]);
  });
});

describe("the table", () => {
  it("shuts nobody out of asking, reporting, seeing their own and being forgotten", () => {
    for (const action of ["ask", "report", "seeProgress", "manageOwnData", "help"] as const)
      for (const role of roles) expect(may(action, [role])).toBe(true);
  });

  it("shows people only their own leads and data", () => {
    for (const action of ["seeProgress", "manageOwnData", "listLeads", "bindSelf"] as const)
      expect(actions[action].own).toBe(true);
  });

  it("keeps residents and strangers out of the court's own work", () => {
    for (const action of ["guidance", "listLeads", "bindGroup", "setGroupMode", "seeAudit", "workHelp"] as const)
      for (const role of ["resident", "stranger"] as const) expect(may(action, [role])).toBe(false);
  });
});
