// Puts the page together: two panes that follow one stream of events.
import {agent_pane} from './agent.js';
import {interaction_changed} from './components.js';
import {prepare_panes, prepare_theme, refresh_status, show_lost} from './header.js';
import {follow} from './live.js';
import {member_pane} from './member.js';
import {attempt} from './notices.js';
import {refresher} from './refresh.js';
import {flow_path, refresh_mode} from './running.js';

prepare_theme();
const panes = prepare_panes();
const member = member_pane(panes.bot_wrote, () => refresh_path().catch(console.warn));
const refresh_path = flow_path(member.id);
const agent = agent_pane(member, panes.offers);

const reload = refresher(async () => {
  await refresh_status();
  await member.reload();
  await agent.reload();
  await refresh_mode();
  await refresh_path();
});

/** A world that was reset knows nothing of what is shown: then everything is read again. */
async function tolerate(work) {
  try {
    await work;
  } catch (error) {
    if (error.status === 404) await attempt(reload);
    else console.warn(error);
  }
}

document.addEventListener('sandbox-lost-track', () => reload().catch(console.warn));

function on_event({kind, data}) {
  if (kind === 'discord.gateway') refresh_status();
  if (kind === 'sandbox.mode') refresh_mode().catch(console.warn);
  if (kind === 'twilio.studio') refresh_path().catch(console.warn);
  if (kind === 'discord.interaction') interaction_changed(data);
  if (kind.startsWith('discord.')) tolerate(member.event(kind, data));
  if (kind.startsWith('twilio.')) tolerate(agent.event(kind, data));
}

follow(on_event, (reached) => {
  if (reached) attempt(reload);
  else show_lost();
});
