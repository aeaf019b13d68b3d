// The sandbox's control API (sandbox/CONTROL.md) as calls, and waiting for what it tells.
const wait_limit = 30_000;
const poll_limit = 10_000;

/** What a message's buttons are: [{label, custom_id}], at any depth. */
export function buttons_of(message) {
  const found = [];
  const walk = (list) => {
    for (const part of list ?? []) {
      if (part.type === 2) found.push(part);
      walk(part.components);
    }
  };
  walk(message.components);
  return found;
}

export class control {
  constructor(base) {
    this.base = base;
    this.seen = 0;
  }

  async call(method, path, body) {
    const answer = await fetch(`${this.base}/_sandbox${path}`, {
      method,
      headers: {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }
  get = (path) => this.call('GET', path);
  post = (path, body = {}) => this.call('POST', path, body);

  /** The next events, none when nothing happens for a while. */
  async events() {
    const {events, next} = await this.get(`/events?since=${this.seen}&timeout_ms=${poll_limit}`);
    this.seen = next;
    return events;
  }

  /** What `look` gives as soon as that is something; it is asked again whenever something happens in the sandbox. */
  async until(what, look) {
    const limit = Date.now() + wait_limit;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > limit) throw new Error(`waited in vain for: ${what}`);
      await this.events();
    }
  }

  /** Every request to `service` so far, oldest first. */
  async requests(service) {
    const all = [];
    for (let since = 0; ;) {
      const {requests, next} = await this.get(`/requests?since=${since}&service=${service}`);
      all.push(...requests);
      if (next === since) return all;
      since = next;
    }
  }

  messages = async (user) => (await this.get(`/discord/users/${user}/messages`)).messages;
  user_writes = (user, content, more = {}) =>
    this.post(`/discord/users/${user}/messages`, {content, ...more});

  /** The newest message that the user sees and `fits`. */
  user_sees = (user, what, fits) =>
    this.until(`the user sees ${what}`, async () => (await this.messages(user)).findLast(fits));
  user_reads = (user, text) => this.user_sees(user, `"${text}"`, (m) => m.content.includes(text));

  /** Presses the newest button with this label, once there is one. */
  async user_presses(user, label) {
    const offered = (m) => buttons_of(m).some((b) => b.label === label && !b.disabled);
    const message = await this.user_sees(user, `a button "${label}"`, offered);
    const {custom_id} = buttons_of(message).find((b) => b.label === label);
    return this.post(`/discord/users/${user}/clicks`, {message_id: message.id, custom_id});
  }

  agent_messages = async (agent, conversation) =>
    (await this.get(`/agents/${agent}/conversations/${conversation}/messages`)).messages;
  agent_reads = (agent, conversation, text) =>
    this.until(`the agent sees "${text}"`, async () =>
      (await this.agent_messages(agent, conversation)).find((m) => m.body?.includes(text)),
    );
  agent_writes = (agent, conversation, body, more = {}) =>
    this.post(`/agents/${agent}/conversations/${conversation}/messages`, {body, ...more});
  agent_does = (agent, task, action, body) => this.post(`/agents/${agent}/tasks/${task}/${action}`, body);

  /** The agent's newest task of that status. */
  offered = (agent, status = 'offered') =>
    this.until(`a task that is ${status}`, async () =>
      (await this.get(`/agents/${agent}/tasks`)).tasks.findLast((t) => t.status === status),
    );

  /** Until a session of the gateway is connected. */
  connected = () =>
    this.until('a connection to the gateway', async () =>
      (await this.get('/discord/gateway')).sessions.some((s) => s.connected),
    );
}
