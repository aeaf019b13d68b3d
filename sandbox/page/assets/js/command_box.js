// Slash commands: a small form, what comes back for the member's eyes only, and "/helpme …" written in the chat box.
import {discord} from './api.js';
import {shown_components} from './components.js';
import {by_id, h, icon_button, time_of} from './dom.js';
import {shown_embeds, with_names} from './embeds.js';
import {markdown} from './markdown.js';
import {open_modal} from './modal.js';
import {attempt} from './notices.js';

const text_option = 3,
  most_shown = 4;
const ephemeral = 1 << 6,
  loading = 1 << 7;
const answered_with_message = [4, 5];
const in_dm = 'dm';

/** `me()` gives the member, `places` where they can be (places.js), `names()` members' names by id. */
export function command_box(me, places, names) {
  let commands = [];
  let answers = []; // interaction ids whose answer is not in the DM, oldest first
  const select = h('select', {id: 'command-name'});
  const options = h('div', {class: 'options'});
  const opened = new Set(); // interactions whose form was shown
  const where = h('select', {id: 'command-where'});
  const hint = h('p', {class: 'hint', id: 'command-hint'});
  const run_button = h('button', {type: 'submit', class: 'primary small'}, 'Run');
  const form = h(
    'form',
    {class: 'command', hidden: true, 'aria-label': 'Run a slash command'},
    h('div', {class: 'field'}, h('label', {for: 'command-name'}, 'Command'), select),
    options,
    h('div', {class: 'field'}, h('label', {for: 'command-where'}, 'Where'), where),
    run_button,
    hint,
  );
  const opener = h(
    'button',
    {
      type: 'button',
      class: 'quiet icon slash',
      'aria-expanded': 'false',
      'aria-label': 'Slash commands',
      title: 'Slash commands',
      onclick: () => open(form.hidden),
    },
    '/',
  );

  async function open(on) {
    form.hidden = !on;
    opener.setAttribute('aria-expanded', String(on));
    if (!on) return opener.focus();
    await read_commands();
    return select.focus();
  }
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') open(false);
  });

  const chosen = () => commands.find((c) => c.name === select.value);
  const fields = (command) => (command?.options ?? []).filter((o) => o.type === text_option);

  function show_options() {
    const command = chosen();
    options.replaceChildren(
      ...fields(command).map((o) =>
        h(
          'div',
          {class: 'field'},
          h(
            'label',
            {for: `option-${o.name}`},
            o.name[0].toUpperCase() + o.name.slice(1),
            o.required ? '' : h('small', {}, ' optional'),
          ),
          h('input', {
            id: `option-${o.name}`,
            name: o.name,
            placeholder: o.description,
            required: o.required === true,
            autocomplete: 'off',
          }),
        ),
      ),
    );
    hint.textContent = command
      ? (command.description ?? '')
      : 'No command yet: the node registers them when it connects.';
    run_button.disabled = !command;
  }

  async function read_commands() {
    const there = (await attempt(() => discord.gateway()))?.commands ?? [];
    commands = there.filter((c) => (c.type ?? 1) === 1);
    const before = select.value;
    select.replaceChildren(
      ...commands.map((c) => h('option', {value: c.name, selected: c.name === before}, `/${c.name}`)),
    );
    const here = places.id() || places.channels()[0]?.id;
    where.replaceChildren(
      ...places
        .channels()
        .map((c) => h('option', {value: c.id, selected: c.id === here}, `#${c.name} (server)`)),
      h('option', {value: in_dm}, 'direct message'),
    );
    show_options();
  }
  select.addEventListener('change', show_options);

  async function run(name, given, place) {
    const started = await attempt(
      () =>
        discord.run_command(me().id, {
          name,
          options: given,
          ...(place === in_dm ? {where: in_dm} : {where: 'guild', channel_id: place}),
        }),
      `/${name}`,
    );
    if (!started) return false;
    await watch(started.interaction_id);
    return true;
  }

  function watch(id) {
    answers = [...answers, id].slice(-most_shown);
    return show_answers();
  }
  document.addEventListener('sandbox-interaction', ({detail}) => {
    if (detail.user === me()?.id) watch(detail.id).catch(console.warn);
  });

  function show_form(i) {
    const whose = me().id;
    opened.add(i.interaction_id);
    open_modal(i.modal, async (values) => {
      const sent = await discord.submit_modal(whose, {interaction_id: i.interaction_id, values});
      await watch(sent.interaction_id);
    });
  }

  /** Whether the answer is one that stands nowhere else. */
  function is_for_this_member(i) {
    if (i.where !== 'guild' || i.modal) return false;
    if (i.state !== 'acknowledged') return i.kind !== 'click';
    if (!answered_with_message.includes(i.type)) return false;
    return !i.message || (i.message.flags & ephemeral) !== 0;
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const given = {};
    for (const o of fields(chosen())) {
      const value = form.elements[o.name]?.value.trim();
      if (value) given[o.name] = value;
    }
    if (await run(select.value, given, where.value)) open(false);
  });

  // What only the member sees outside the DM; inside it, the answer is one of the messages.
  async function show_answers() {
    const strip = by_id('member-ephemeral');
    const read = await Promise.all(answers.map((id) => discord.interaction(id).catch(() => null)));
    for (const i of read) if (i?.modal && !opened.has(i.interaction_id)) show_form(i);
    const rows = read
      .filter((i) => i && is_for_this_member(i))
      .map((i) => {
        const dismiss = () => {
          answers = answers.filter((id) => id !== i.interaction_id);
          show_answers();
        };
        const thinking = i.state === 'waiting' || (i.message && i.message.flags & loading);
        const content =
          i.state === 'expired'
            ? ['The application did not respond.']
            : thinking || !i.message
              ? [h('span', {class: 'fine'}, 'The bot is thinking…')]
              : markdown(with_names(i.message.content, names()));
        return h(
          'article',
          {class: 'ephemeral'},
          h(
            'p',
            {class: 'fine'},
            `#${places.name(i.channel_id)} · ${i.kind === 'command' ? `/${i.name} · ` : ''}only ${me().global_name || me().name} can see this `,
            i.message ? time_of(i.message.timestamp) : null,
          ),
          h('div', {class: 'text'}, ...content),
          i.message ? shown_embeds(i.message, names()) : null,
          i.message ? shown_components(i.message, me().id) : null,
          icon_button('close', 'Dismiss the answer', dismiss),
        );
      });
    const version = JSON.stringify(read);
    // Unchanged: not made anew, so that the focus stays and nothing is read aloud twice.
    if (strip.dataset.version === version) return;
    strip.dataset.version = version;
    strip.replaceChildren(...rows);
  }

  return {
    form,
    opener,
    show_answers,
    /** Runs text like "/helpme lost account"; false when it is none of the commands. */
    async typed(text) {
      const m = text.match(/^\/([a-z0-9_-]+)(?:\s+([^]+))?$/u);
      if (!m) return false;
      await read_commands();
      const command = commands.find((c) => c.name === m[1]);
      if (!command) return false;
      const option = fields(command)[0];
      const given = m[2] && option ? {[option.name]: m[2].trim()} : {};
      if (!(await run(command.name, given, places.id() || in_dm)))
        throw new Error('the command did not run');
      return true;
    },
    forget() {
      answers = [];
      opened.clear();
      show_answers();
    },
  };
}
