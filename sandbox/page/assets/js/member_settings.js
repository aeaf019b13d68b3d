// The head of the member's pane: who writes, and their Discord settings.
import {discord} from './api.js';
import {avatar, h, icon} from './dom.js';
import {attempt} from './notices.js';
import {make_member, member_name} from './people.js';

const languages = [
  ['en-US', 'English'],
  ['fr', 'Français'],
  ['es-ES', 'Español'],
  ['de', 'Deutsch'],
];

/** A disclosure that closes on Escape and when the focus goes elsewhere. */
export function menu(summary, content, attributes = {}) {
  const details = h(
    'details',
    {class: 'menu', ...attributes},
    summary,
    h('div', {class: 'menu-body'}, ...content),
  );
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary').focus();
  });
  details.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  document.addEventListener('pointerdown', (event) => {
    if (details.isConnected && !details.contains(event.target)) details.open = false;
  });
  return details;
}

function toggle(id, label, hint, checked, change) {
  const box = h('input', {type: 'checkbox', role: 'switch', id, checked});
  box.addEventListener('change', () => change(box.checked));
  return h('div', {class: 'setting'}, box, h('label', {for: id}, label, h('small', {}, hint)));
}

function settings(me, changed) {
  const save = async (body) => {
    const now = await attempt(() => discord.settings(me.id, body), 'Not changed');
    changed(now ?? me);
  };
  const language = h(
    'select',
    {id: 'member-locale', onchange: () => save({locale: language.value})},
    ...languages.map(([value, name]) => h('option', {value, selected: value === me.locale}, name)),
  );
  if (!languages.some(([value]) => value === me.locale))
    language.append(h('option', {value: me.locale, selected: true}, me.locale));
  return menu(
    h(
      'summary',
      {class: 'quiet icon', 'aria-label': `Settings of ${member_name(me)}`, title: 'Settings'},
      icon('settings'),
    ),
    [
      h('h3', {}, 'Discord settings'),
      h('div', {class: 'setting'}, h('label', {for: 'member-locale'}, 'Language'), language),
      toggle(
        'member-closed',
        'Direct messages closed',
        'The bot cannot write to this member',
        me.dms_closed,
        (on) => save({dms_closed: on}),
      ),
      toggle('member-left', 'Left the server', 'No more /helpme in #help', me.left_guild, (on) =>
        save({left_guild: on}),
      ),
    ],
    {id: 'member-settings'},
  );
}

function add_form(added) {
  const name = h('input', {
    id: 'new-member',
    maxlength: '32',
    required: true,
    placeholder: 'Bob',
    autocomplete: 'off',
  });
  const form = h('form', {class: 'row'}, name, h('button', {type: 'submit', class: 'small primary'}, 'Add'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const made = await attempt(() => make_member(name.value.trim()), 'Not added');
    if (made) added(made);
  });
  return form;
}

/** The head for `me` among `members`, who are at `places`. `choose(id)`, `changed(member)` and `added(member)` are told
 * what was done. */
export function member_head(members, me, {places, choose, changed, added}) {
  const others = members.filter((m) => m.id !== me.id);
  const name = member_name(me);
  const people = menu(
    h('summary', {class: 'quiet', 'aria-label': `${name}: choose or add a member`}, 'Members'),
    [
      ...(others.length
        ? [
            h('h3', {}, 'Switch to'),
            ...others
              .slice(0, 12)
              .map((m) =>
                h(
                  'button',
                  {type: 'button', class: 'choice', onclick: () => choose(m.id)},
                  avatar(member_name(m), 'tiny'),
                  member_name(m),
                ),
              ),
          ]
        : []),
      h('label', {for: 'new-member'}, 'Add a member'),
      add_form(added),
    ],
    {id: 'member-people'},
  );
  return [
    avatar(name),
    h('div', {class: 'who'}, h('h2', {id: 'member-title'}, name), h('p', {}, 'Discord')),
    places.select,
    people,
    settings(me, changed),
  ];
}
