// The sandbox's control API (sandbox/CONTROL.md), always on this page's own origin.

export class api_error extends Error {
  constructor(status, why) {
    super(why);
    this.status = status; // 0: nobody answered
  }
}

export async function call(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/_sandbox${path}`, {
      method,
      headers: body === undefined ? {} : {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
    });
  } catch {
    throw new api_error(0, 'The sandbox cannot be reached.');
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new api_error(answer.status, data.error ?? `The sandbox answered ${answer.status}.`);
  return data;
}

const get = (path) => call('GET', path);
const post = (path, body = {}) => call('POST', path, body);
const part = encodeURIComponent;

export const discord = {
  gateway: () => get('/discord/gateway'),
  members: async () => (await get('/discord/users')).users,
  add_member: (body) => post('/discord/users', body),
  channels: async () => (await get('/discord/channels')).channels,
  /** `channel` empty: the direct messages with the bot. */
  messages: async (user, channel = '') =>
    (await get(`/discord/users/${part(user)}/messages${channel ? `?channel_id=${part(channel)}` : ''}`))
      .messages,
  write: (user, body) => post(`/discord/users/${part(user)}/messages`, body),
  edit: (user, message, content) =>
    call('PATCH', `/discord/users/${part(user)}/messages/${part(message)}`, {content}),
  remove: (user, message) => call('DELETE', `/discord/users/${part(user)}/messages/${part(message)}`),
  typing: (user) => post(`/discord/users/${part(user)}/typing`),
  click: (user, body) => post(`/discord/users/${part(user)}/clicks`, body),
  run_command: (user, body) => post(`/discord/users/${part(user)}/commands`, body),
  submit_modal: (user, body) => post(`/discord/users/${part(user)}/modals`, body),
  settings: (user, body) => post(`/discord/users/${part(user)}/settings`, body),
  interaction: (id) => get(`/discord/interactions/${part(id)}`),
};

const talk = (agent, conversation) => `/agents/${part(agent)}/conversations/${part(conversation)}/messages`;

export const flex = {
  agents: async () => (await get('/agents')).agents,
  add_agent: (body) => post('/agents', body),
  tasks: async (agent) => (await get(`/agents/${part(agent)}/tasks`)).tasks,
  act: (agent, task, action, body) => post(`/agents/${part(agent)}/tasks/${part(task)}/${action}`, body),
  messages: async (agent, conversation) => (await get(talk(agent, conversation))).messages,
  write: (agent, conversation, body) => post(talk(agent, conversation), body),
  edit: (agent, conversation, message, body) =>
    call('PATCH', `${talk(agent, conversation)}/${part(message)}`, {body}),
  remove: (agent, conversation, message) => call('DELETE', `${talk(agent, conversation)}/${part(message)}`),
};

export const running = {
  mode: () => get('/mode'),
  /** What Studio did with the messages of this Discord user, the newest last. */
  executions: async (user) => (await get(`/studio?address=discord-${part(user)}`)).executions,
};

/** Events after number `since`; when there are none, waits that long for one. */
export const events_after = (since, timeout_ms) =>
  call('GET', `/events?since=${since}&timeout_ms=${timeout_ms}`);
