// Programs of the machine that a test needs and that are not ours.
import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

function can_run(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What to tell when the program `name` is missing; undefined when it is there. */
export const missing = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => can_run(join(folder, name)))
    ? undefined
    : `${name} is missing. scripts/setup --tests installs it.`;

/** In CI, or with FLEXCORD_TEST_REQUIRED set, a skip would hide something: what is missing is a failure there. */
export const required = Boolean(process.env.CI || process.env.FLEXCORD_TEST_REQUIRED);
