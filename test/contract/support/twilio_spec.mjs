// Checks requests against Twilio's official OpenAPI files, as the package @twilio-alpha/mcp carries them.
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {match_template, path_values} from './paths.mjs';

const package_file = new URL('../../node_modules/@twilio-alpha/mcp/package.json', import.meta.url);
const folder = join(dirname(fileURLToPath(package_file)), 'twilio-oai/spec/json');

/** The file of each of the sandbox's prefixes. */
const specs = Object.fromEntries(
  [
    ['/conversations', 'twilio_conversations_v1.json'],
    ['/flex-api', 'twilio_flex_v1.json'],
    ['/taskrouter', 'twilio_taskrouter_v1.json'],
    ['/studio', 'twilio_studio_v2.json'],
    ['/chat', 'twilio_chat_v2.json'],
  ].map(([prefix, file]) => [prefix, JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
);

const form_type = 'application/x-www-form-urlencoded';

function resolve(spec, schema) {
  if (!schema?.$ref) return schema ?? {};
  return schema.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], spec);
}

/** What is wrong with a text as a value of this schema: "" when nothing is. */
function mismatch(spec, unresolved, text) {
  const schema = resolve(spec, unresolved);
  if (schema.enum && !schema.enum.includes(text)) return `is none of ${schema.enum.join(', ')}`;
  if (schema.pattern && !new RegExp(schema.pattern).test(text)) return `does not match ${schema.pattern}`;
  if (schema.minLength > text.length) return `is shorter than ${schema.minLength}`;
  if (schema.maxLength < text.length) return `is longer than ${schema.maxLength}`;
  if (schema.type === 'boolean' && !['true', 'false'].includes(text)) return 'is no boolean';
  if (schema.type === 'integer') {
    if (!/^-?\d+$/.test(text)) return 'is no integer';
    if (Number(text) < schema.minimum || Number(text) > schema.maximum)
      return `is not within ${schema.minimum} and ${schema.maximum}`;
  }
  if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text))
    return 'is no time';
  // A property without a type is JSON in a text.
  if (!schema.type && !schema.enum)
    try {
      JSON.parse(text);
    } catch {
      return 'is no JSON';
    }
  return '';
}

/** Checks name and value of everything in `given`; `known` gives the schema of a name. */
function check_all(spec, what, given, known) {
  const wrong = [];
  for (const name of new Set(given.keys())) {
    const schema = known(name);
    if (!schema) {
      wrong.push(`${what} ${name} is not in the spec`);
      continue;
    }
    const list = resolve(spec, schema).type === 'array';
    const values = given.getAll(name);
    if (values.length > 1 && !list) wrong.push(`${what} ${name} is given ${values.length} times`);
    for (const value of values) {
      const why = mismatch(spec, list ? resolve(spec, schema).items : schema, value);
      if (why) wrong.push(`${what} ${name} ${why}`);
    }
  }
  return wrong;
}

/** Where the specs have this request, or undefined. */
function find_operation(request) {
  const url = new URL(request.target, 'http://twilio');
  const prefix = Object.keys(specs).find((p) => url.pathname.startsWith(`${p}/`));
  if (!prefix) return undefined;
  const spec = specs[prefix];
  const path = url.pathname.slice(prefix.length);
  const method = request.method.toLowerCase();
  const templates = Object.keys(spec.paths).filter((t) => spec.paths[t][method]);
  const template = match_template(templates, path);
  return template && {url, prefix, spec, path, template, operation: spec.paths[template][method]};
}

/** Checks one recorded request: {operation, wrong: [texts]}, or undefined when the specs do not have its path. */
export function check_twilio(request) {
  const found = find_operation(request);
  if (!found) return undefined;
  const {url, prefix, spec, path, template, operation} = found;
  const parameters = [...(spec.paths[template].parameters ?? []), ...(operation.parameters ?? [])];
  const parameter = (place) => (name) =>
    parameters.find((p) => p.in === place && p.name.toLowerCase() === name.toLowerCase())?.schema;

  const wrong = check_all(spec, 'path', new URLSearchParams(path_values(template, path)), parameter('path'));
  wrong.push(...check_all(spec, 'query', url.searchParams, parameter('query')));
  const twilio_headers = Object.entries(request.headers).filter(([name]) => /^x-twilio-/i.test(name));
  wrong.push(...check_all(spec, 'header', new URLSearchParams(twilio_headers), parameter('header')));
  if (!/^Basic /.test(request.headers.Authorization ?? '')) wrong.push('no Basic authorization');

  const body = resolve(spec, operation.requestBody?.content?.[form_type]?.schema);
  const form = new URLSearchParams(request.body);
  if (request.body !== '' && !(request.headers['Content-Type'] ?? '').startsWith(form_type))
    wrong.push(`Content-Type ${request.headers['Content-Type']}`);
  wrong.push(...check_all(spec, 'field', form, (name) => body.properties?.[name]));
  for (const name of body.required ?? []) if (!form.has(name)) wrong.push(`field ${name} is missing`);
  return {operation: `${request.method} ${prefix}${template}`, wrong};
}

/** What is wrong with a JSON value of an answer: [texts], each with its place. */
function wrong_value(spec, unresolved, value, place) {
  const schema = resolve(spec, unresolved);
  if (value === null || value === undefined) return schema.nullable ? [] : [`${place} is missing`];
  if (schema.type === 'object' || schema.properties)
    return typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
          wrong_value(spec, one, value[name], `${place}.${name}`),
        )
      : [`${place} is no object`];
  if (schema.type === 'array')
    return Array.isArray(value)
      ? value.flatMap((one, at) => wrong_value(spec, schema.items, one, `${place}.${at}`))
      : [`${place} is no list`];
  if (schema.type === 'string' || schema.enum) {
    if (typeof value !== 'string') return [`${place} is no text`];
    const why = mismatch(spec, schema, value);
    return why ? [`${place} ${why}`] : [];
  }
  const types = {integer: 'number', number: 'number', boolean: 'boolean'};
  const wanted = types[schema.type];
  return wanted && typeof value !== wanted ? [`${place} is no ${schema.type}`] : [];
}

/** Checks what was answered with 200 or 201, unknown properties allowed: [texts]. */
export function check_twilio_answer(request) {
  const found = find_operation(request);
  if (!found || ![200, 201].includes(request.status)) return [];
  const said = found.operation.responses[request.status];
  if (!said) return [`the spec has no answer ${request.status}`];
  const schema = said.content?.['application/json']?.schema;
  const answer = JSON.parse(request.answer);
  return schema ? wrong_value(found.spec, schema, answer, 'answer') : [];
}

/** Every request so far and its answer against the specs: [texts], and the operations that were used. */
export function review_twilio(requests) {
  const used = new Set();
  const wrong = requests.flatMap((r) => {
    const found = check_twilio(r);
    if (!found) return [`${r.method} ${r.target} is in no spec`];
    used.add(found.operation);
    return [...found.wrong, ...check_twilio_answer(r)].map((why) => `${r.method} ${r.target}: ${why}`);
  });
  return {used, wrong};
}
