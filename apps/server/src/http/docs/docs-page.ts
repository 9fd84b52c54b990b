import type { OpenApiDocument } from '../openapi/document.ts'
import type { Address, Call } from './curl-example.ts'
import { type Html, html, sentence } from './html.ts'
import { CHAPTERS, refusals, signingIn, streams } from './introduction.ts'
import { methodMark, operationSection } from './operation-section.ts'
import { breakable } from './schema-table.ts'

interface Group {
  name: string
  description: string
  calls: Call[]
}

/** The whole page. It is whole without its script, which filters and copies; whatever the document says is escaped. */
export function docsPage(document: OpenApiDocument, address: Address): string {
  const groups = groupsOf(document)
  const { title, summary } = document.info
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}: the API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/page.css">
<script src="/docs/page.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="home" href="/">${title}</a><span class="place">API</span><a class="raw" href="/openapi.json">openapi.json</a></header>
<div class="columns">
<nav aria-label="On this page">${contents(groups)}</nav>
<main id="content" tabindex="-1">
<h1>${title}: the API</h1>
<p class="lead">${summary}. The same as an OpenAPI 3.1 document: <a href="/openapi.json">/openapi.json</a>.</p>
<p class="server">Server: <code>${breakable(address.origin)}</code></p>
${signingIn(address)}
${groups.map((group) => groupSection(group, address))}
${streams(streamExampleOf(groups))}
${refusals(document)}
</main>
</div>
</body>
</html>
`
  return page.text
}

/** A disclosure on a narrow screen; on a wide one the stylesheet keeps it open. */
function contents(groups: readonly Group[]): Html {
  const operations = groups.map(
    ({ name, calls }) =>
      html`<li data-group><a href="#${idOf(name)}">${name}</a><ul>${calls.map(
        ({ method, path, operation }) =>
          html`<li data-find="${`${method} ${path} ${operation.summary} ${operation.operationId}`}"><a href="#${operation.operationId}">${methodMark(method)}<span>${breakable(path)}</span></a></li>`,
      )}</ul></li>`,
  )
  const [first, ...others] = CHAPTERS.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)
  return html`<details class="contents"><summary>On this page</summary><div>
<form class="filter" role="search" hidden><label for="filter">Filter calls</label><input id="filter" type="search" autocomplete="off" spellcheck="false"><p class="found" role="status"></p></form>
<ul>${first ?? null}${operations}${others}</ul>
</div></details>`
}

function groupSection({ name, description, calls }: Group, address: Address): Html {
  const id = idOf(name)
  return html`<section id="${id}" aria-labelledby="${id}-title" data-group>
<h2 id="${id}-title">${name}</h2><p>${sentence(description)}</p>
${calls.map((call) => operationSection(call, address))}
</section>`
}

/** By tag, in the order in which the document names the tags. A tag that it does not name comes last. */
function groupsOf({ tags, paths }: OpenApiDocument): Group[] {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const byTag = Map.groupBy(calls, ({ operation }) => operation.tags[0] ?? 'Other')
  const named = new Map(tags.map(({ name, description }) => [name, description]))
  return [...new Set([...named.keys(), ...byTag.keys()])]
    .map((name) => ({ name, description: named.get(name) ?? '', calls: byTag.get(name) ?? [] }))
    .filter((group) => group.calls.length > 0)
}

function streamExampleOf(groups: readonly Group[]): string {
  const media = groups.flatMap(({ calls }) =>
    calls.flatMap(({ operation }) =>
      Object.values(operation.responses).map(({ content }) => content['text/event-stream']),
    ),
  )
  const example = media.find((each) => each !== undefined)?.example
  return typeof example === 'string' ? example : ''
}

const idOf = (tag: string) => `tag-${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
