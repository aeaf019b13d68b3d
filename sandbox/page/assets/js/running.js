// Which mode and plane the node runs in, and the way that Studio went with the member's last message.
import {running} from './api.js';
import {by_id, h} from './dom.js';
import {refresher} from './refresh.js';

const planes = {conversations: 'Conversations', 'legacy-chat': 'Legacy Chat'};
const modes = {direct: 'Direct mode', studio: 'Studio mode'};

/** Shows the mode in the head; nobody has told it: nothing. */
export const refresh_mode = refresher(async () => {
  const {mode, plane} = await running.mode();
  const text = [modes[mode], planes[plane]].filter(Boolean).join(' · ');
  by_id('running').textContent = text;
  by_id('running').hidden = !text;
});

function steps(execution) {
  const parts = execution.path.flatMap((name, at) => [
    at ? h('span', {'aria-hidden': 'true'}, '→') : null,
    h('span', {class: 'widget'}, name),
  ]);
  const state = execution.stuck ? 'stuck' : execution.status === 'active' ? 'running' : '';
  return [h('b', {}, 'Studio'), ...parts, state ? h('span', {class: 'state'}, state) : null].filter(Boolean);
}

/** `member()` is the id of the member who is shown. */
export const flow_path = (member) =>
  refresher(async () => {
    const user = member();
    const last = user ? (await running.executions(user)).at(-1) : undefined;
    if (user !== member()) return;
    by_id('flow-path').hidden = !last;
    by_id('flow-path').replaceChildren(...(last ? steps(last) : []));
  });
