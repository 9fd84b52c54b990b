import type { Answer, Media } from '../openapi/operation.ts'
import { codeBlock } from './code-block.ts'
import { type Address, type Call, curlExamples } from './curl-example.ts'
import type { Schema } from './describe-schema.ts'
import { type Html, html, sentence, type Value } from './html.ts'
import { breakable, fieldTable, type Mark, schemaTable } from './schema-table.ts'

const CREDENTIALS: Readonly<Record<string, Html>> = {
  apiKey: html`an <a href="#signing-in">API key</a>`,
  bearer: html`a <a href="#signing-in">bearer token</a>`,
}

/** One thing that a program can do: how it is called, what it takes, what it answers. */
export function operationSection(call: Call, address: Address): Html {
  const { method, path, operation } = call
  const { operationId: id, summary, description, parameters = [], requestBody, responses } = operation
  return html`<article id="${id}" aria-labelledby="${id}-title" data-operation>
<h3 id="${id}-title"><a class="anchor" href="#${id}">${summary}</a></h3>
<p class="address">${methodMark(method)} <code>${breakable(path)}</code></p>
${description === undefined ? null : html`<p>${sentence(description)}</p>`}
<p class="needs">${needs(operation.security)}</p>
${curlExamples(call, address).map(({ title, command }) => codeBlock(title, command))}
${parameters.length === 0 ? null : html`<h4>Parameters</h4>${parameterTable(call)}`}
${requestBody === undefined ? null : html`<h4>Body</h4>${mediaList(requestBody.content, `Body of ${id}`, 'required')}`}
<h4>Answers</h4>
${Object.entries(responses).map(([status, answer]) => answerSection(id, status, answer))}
</article>`
}

export const methodMark = (method: string) => html`<span class="method" data-method="${method}">${method}</span>`

function needs(security: Call['operation']['security']): Value {
  const kinds = security.map((each) => Object.keys(each)[0])
  if (kinds.length === 0) return 'Needs no credential.'
  const named = kinds.filter((kind) => kind !== undefined).map((kind) => CREDENTIALS[kind] ?? kind)
  const list = named.map((name, index) => (index === 0 ? name : html` or ${name}`))
  return kinds.includes(undefined)
    ? html`From the same machine without a credential, else with ${list}.`
    : html`Needs ${list}.`
}

function parameterTable({ operation }: Call): Html {
  const fields = (operation.parameters ?? []).map(({ in: place, name, required, description, schema }) => {
    return { name, isRequired: required, place, schema: { ...(schema as Schema), description } }
  })
  return fieldTable(fields, `Parameters of ${operation.operationId}`, 'required')
}

/** What has fields gets a table; files have nothing to say but their type. */
function mediaList(content: Readonly<Record<string, Media>>, caption: string, mark: Mark): Value {
  const files = Object.entries(content).filter(([, { schema }]) => (schema as Schema).format === 'binary')
  const others = Object.entries(content).filter(([, { schema }]) => (schema as Schema).format !== 'binary')
  return [
    ...others.map(
      ([type, media]) =>
        html`<p class="media"><code>${breakable(type)}</code></p>${mediaSection(media, caption, mark)}`,
    ),
    files.length === 0
      ? null
      : html`<p>Or a file as it is: ${files.map(([type], index) => html`${index === 0 ? '' : ', '}<code>${breakable(type)}</code>`)}.</p>`,
  ]
}

function mediaSection({ schema, example, 'x-events': events }: Media, caption: string, mark: Mark): Value {
  if (events !== undefined)
    return [eventTables(events, caption), html`<p><a href="#streams">Reading a stream</a> shows a whole one.</p>`]
  const shown = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return [schemaTable(schema, caption, mark), example === undefined ? null : codeBlock('Example', shown)]
}

function eventTables(events: NonNullable<Media['x-events']>, caption: string): Html[] {
  return Object.entries(events).map(([name, { description, schema }]) => {
    return html`<h5>Event <code>${name}</code></h5><p>${sentence(description)}</p>${schemaTable(schema, `${caption}, event ${name}`, 'always')}`
  })
}

function answerSection(id: string, status: string, { description, content, 'x-codes': codes = [] }: Answer): Html {
  const isGood = status.startsWith('2')
  const common = Object.values(content).map(({ schema }) => (schema as Schema).$ref?.split('/').at(-1))
  const body =
    common[0] === undefined
      ? mediaList(content, `Answer ${status} of ${id}`, 'always')
      : html`<p><code>${Object.keys(content).join(', ')}</code>, as <a href="#${common[0]}">${common[0]}</a>.</p>`
  const links = codes.map((code) => html`<li><a href="#code-${code}"><code>${breakable(code)}</code></a></li>`)
  // Where the codes are listed, the sentence about them says nothing more.
  const isOnlyCodes = description.startsWith('`code` is')
  return html`<details class="answer"${isGood ? html` open` : null}>
<summary><span class="status">${status}</span> <span>${isOnlyCodes ? codes.join(', ').replaceAll('_', ' ') : sentence(description)}</span></summary>
<div class="within">${codes.length === 0 ? null : html`<ul class="codes">${links}</ul>`}${body}</div>
</details>`
}
