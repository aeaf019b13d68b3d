// Who takes part: makes a member and two agents in an empty sandbox, and finds those of a used one.
import {discord, flex} from './api.js';
import {by_id} from './dom.js';

const first_agents = [
  {name: 'mike@example.com', full_name: 'Mike'},
  {name: 'sara@example.com', full_name: 'Sara'},
];

export const member_name = (m) => m.global_name || m.name;

/** Asks for the member's name; leaving the question gives the name that stands there. */
function ask_name() {
  const dialog = by_id('welcome');
  const box = by_id('welcome-name');
  return new Promise((done) => {
    dialog.addEventListener('close', () => done(box.value.trim() || 'Alice'), {once: true});
    dialog.showModal();
    box.select();
  });
}

/** Makes a member. Discord's user names are lower case and unique; the name that people see is free. */
export async function make_member(name) {
  const base =
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9_.]/g, '')
      .slice(0, 24) || 'member';
  for (let i = 1; ; ++i) {
    try {
      return await discord.add_member({
        name: i === 1 ? base : `${base}${i}`,
        global_name: name,
        locale: 'en-US',
      });
    } catch (error) {
      if (error.status !== 409 || i >= 20) throw error;
    }
  }
}

/** The members there are, at least one. */
export async function find_members() {
  const there = await discord.members();
  if (there.length) return there;
  const name = await ask_name();
  // Somebody else may have answered in another window meanwhile.
  const now = await discord.members();
  return now.length ? now : [await make_member(name)];
}

/** The agents there are, at least two in a sandbox that had none. */
export async function find_agents() {
  const there = await flex.agents();
  if (there.length) return there;
  for (const agent of first_agents)
    await flex.add_agent(agent).catch((error) => {
      if (error.status !== 409) throw error;
    });
  return flex.agents();
}

/** What this window remembers until it is closed: who was shown. */
export const remembered = {
  get: (key) => sessionStorage.getItem(`flexcord-sandbox.${key}`),
  set: (key, value) => sessionStorage.setItem(`flexcord-sandbox.${key}`, value),
};
