// The right pane: Flex agents, their tasks and their talks.
import {flex} from './api.js';
import {case_button, draw_case} from './agent_case.js';
import {talk_head, talk_row} from './agent_chat.js';
import {task_details} from './agent_details.js';
import {is_offer, is_open, task_rows} from './agent_tasks.js';
import {composer} from './composer.js';
import {avatar, by_id, h} from './dom.js';
import {message_log} from './log.js';
import {attempt, notice} from './notices.js';
import {find_agents, remembered} from './people.js';
import {refresher} from './refresh.js';

/** `member` gives names; `waiting(n)` is told how many offers there are. */
export function agent_pane(member, waiting) {
  let agents = [];
  let me = null;
  let tasks = new Map(); // agent id -> tasks
  const chosen = new Map(); // agent id -> task sid
  let drawn = '';

  const write = composer({
    id: 'agent',
    label: 'Message to the customer',
    placeholder: 'Message the customer',
    limit: 8000,
    send: async ({text, files}) => {
      await flex.write(me.id, task().conversation_sid, {
        ...(text ? {body: text} : {}),
        ...(files.length ? {media: files} : {}),
      });
      await refresh_talk();
    },
  });
  by_id('agent-composer').append(write.form);

  const mine = () => tasks.get(me.id) ?? [];
  /** The task that is shown: the chosen one while it lasts, else the newest open one. */
  const task = () => {
    const picked = mine().find((t) => t.task_sid === chosen.get(me.id) && !is_offer(t));
    return picked ?? mine().findLast(is_open) ?? null;
  };

  const log = message_log({
    list: by_id('agent-log'),
    scroll: by_id('agent-scroll'),
    empty: by_id('agent-empty'),
    key: (m) => m.sid,
    author: (m) => m.author,
    at: (m) => Date.parse(m.date_created),
    when_focus_is_lost: () => write.text.focus(),
    row: (m, joined) =>
      talk_row(m, joined, {
        me,
        agents,
        task: task(),
        members: member.names(),
        conversation: task()?.conversation_sid,
        done: () => refresh_talk(),
        back: () => write.text.focus(),
      }),
  });

  const refresh_talk = refresher(async () => {
    const now = me && task();
    const place = now ? `${me.id} ${now.task_sid} ${now.status}` : `${me?.id} none`;
    const messages = now ? await flex.messages(me.id, now.conversation_sid) : [];
    const still = me && task();
    if (now?.task_sid === still?.task_sid) log.show(messages, place);
  });

  const refresh = refresher(async () => {
    if (!agents.length) return;
    const read = await Promise.all(agents.map(async (a) => [a.id, await flex.tasks(a.id)]));
    tasks = new Map(read);
    draw();
    await refresh_talk();
  });

  async function act(t, action, body) {
    const agent = me.id;
    const done = await attempt(() => flex.act(agent, t.task_sid, action, body), `Not done (${action})`);
    if (done && action === 'accept') chosen.set(agent, t.task_sid);
    // What the task became is no longer the agent's: show what comes next.
    if (done && action !== 'accept') chosen.delete(agent);
    if (done && action === 'transfer') {
      const to = agents.find((a) => a.id === body?.to);
      notice(
        `Offered to ${to ? to.full_name : 'the queue'}. ${me.full_name} stays until somebody accepts.`,
        'info',
      );
    }
    await attempt(refresh);
    if (done && action === 'accept') write.text.focus();
  }

  function choose_task(t) {
    chosen.set(me.id, t.task_sid);
    drawn = '';
    draw();
    attempt(refresh_talk);
  }

  function choose_agent(id) {
    me = agents.find((a) => a.id === id) ?? agents[0];
    remembered.set('agent', me.id);
    draw();
    attempt(refresh_talk);
  }

  function tab(a) {
    const offers = (tasks.get(a.id) ?? []).filter(is_offer).length;
    const selected = a.id === me.id;
    return h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${a.id}`,
        'aria-selected': String(selected),
        'aria-controls': 'agent-desk',
        tabindex: selected ? '0' : '-1',
        title: a.name,
        'data-agent': a.id,
        onclick: () => choose_agent(a.id),
      },
      avatar(a.full_name, 'tiny'),
      h('span', {}, a.full_name),
      offers ? h('span', {class: 'count', 'aria-label': `${offers} offered`}, String(offers)) : null,
    );
  }

  function head() {
    const tabs = h('div', {class: 'tabs', role: 'tablist', 'aria-label': 'Agents'}, ...agents.map(tab));
    tabs.addEventListener('keydown', (event) => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      const at = agents.findIndex((a) => a.id === me.id);
      choose_agent(agents[(at + step + agents.length) % agents.length].id);
      by_id(`tab-${me.id}`).focus();
    });
    return [h('div', {class: 'who'}, h('h2', {id: 'agent-title'}, 'Flex'), h('p', {}, 'Live agents')), tabs];
  }

  // Made anew only when something changed: focus stays, nothing is read aloud twice.
  function draw() {
    const now = task();
    const version = JSON.stringify([me.id, now?.task_sid, agents, [...tasks], member.name()]);
    waiting(Math.max(0, ...[...tasks.values()].map((list) => list.filter(is_offer).length)));
    if (version === drawn) return;
    drawn = version;
    const focused = document.activeElement?.id;
    by_id('agent-head').replaceChildren(...head());
    if (focused?.startsWith('tab-')) by_id(focused)?.focus();
    by_id('agent-tasks').replaceChildren(...task_rows(mine(), now?.task_sid, {act, choose: choose_task}));
    by_id('agent-actions').replaceChildren(...(now ? talk_head(now, me, agents, act) : []));
    by_id('agent-actions').hidden = !now;
    by_id('agent-details').hidden = !now;
    by_id('agent-details').replaceChildren(...(now ? [case_button(now), ...task_details(now)].filter(Boolean) : []));
    draw_case(now);
    by_id('agent-composer').hidden = now?.status !== 'accepted';
    by_id('agent-desk').classList.toggle('is-empty', !now);
    const offered = mine().some(is_offer);
    by_id('agent-empty').replaceChildren(
      h(
        'p',
        {class: 'empty-title'},
        now ? 'Nothing was written yet' : offered ? 'A task is waiting' : `Nothing to do for ${me.full_name}`,
      ),
      h(
        'p',
        {},
        now
          ? `What ${member.name()} writes appears here.`
          : offered
            ? 'Accept it to read what was said so far and to answer.'
            : `When ${member.name()} asks for a person, the task is offered here.`,
      ),
    );
  }

  return {
    /** Reads everything again. */
    async reload() {
      agents = await find_agents();
      me = agents.find((a) => a.id === (me?.id ?? remembered.get('agent'))) ?? agents[0];
      drawn = '';
      await refresh();
    },
    event(kind, data) {
      if (!me) return undefined;
      if (kind === 'twilio.message')
        return data.conversation_sid === task()?.conversation_sid ? refresh_talk() : undefined;
      if (kind !== 'twilio.task' && kind !== 'twilio.channel') return undefined;
      // Somebody hired another agent meanwhile.
      if (data.agent && !agents.some((a) => a.id === data.agent)) return this.reload();
      return refresh();
    },
  };
}
