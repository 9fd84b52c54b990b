import type { OpenApiDocument } from '../openapi/document.ts'
import { codeBlock } from './code-block.ts'
import type { Address } from './curl-example.ts'
import { type Html, html, sentence } from './html.ts'
import { breakable, schemaTable } from './schema-table.ts'

/** What holds for every call, by its place on the page. */
export const CHAPTERS: readonly { id: string; title: string }[] = [
  { id: 'signing-in', title: 'Signing in' },
  { id: 'streams', title: 'Reading a stream' },
  { id: 'refusals', title: 'When it says no' },
]

export function signingIn({ isBehindIngress }: Address): Html {
  const exports = [
    "export COCO_API_KEY='the key of your program'",
    ...(isBehindIngress ? ["export SNOWFLAKE_TOKEN='your programmatic access token of Snowflake'"] : []),
  ].join('\n')
  return html`<section id="signing-in" aria-labelledby="signing-in-title">
<h2 id="signing-in-title">Signing in</h2>
<p>Every call takes exactly one credential. The tenant comes from it, and from nowhere else: no path, header or body names one.</p>
<dl>
<dt>API key</dt><dd><code>X-API-Key: …</code> An admin of the tenant makes it in Coco, under <a href="/keys">API keys</a>. It is shown once, has roles of its own, and ends when it is revoked or
expires. For every call on this page.</dd>
<dt>Bearer token</dt><dd><code>Authorization: Bearer …</code> An access token of the identity provider, where the operator has set one up. For documents, not for chat.</dd>
<dt>Session</dt><dd>Coco's web app signs people in with cookies. They count for the web app alone, not here.</dd>
<dt>${isBehindIngress ? 'Snowflake’s ingress, which this Coco is behind' : 'Behind Snowflake’s ingress'}</dt><dd>Inside Snowpark Container Services the ingress keeps <code>Authorization</code> for itself. Send
<code>Authorization: Snowflake Token="…"</code> for the ingress and the API key in <code>X-API-Key</code>; a bearer token for Coco does not come through.</dd>
</dl>
<p>The examples below take the key from the shell:</p>
${codeBlock('Before you begin', exports)}
</section>`
}

export function streams(example: string): Html {
  return html`<section id="streams" aria-labelledby="streams-title">
<h2 id="streams-title">Reading a stream</h2>
<p><a href="#streamChat">Chat</a> answers with server-sent events (<code>text/event-stream</code>): blocks of lines with an empty line after each, of which <code>event:</code> is a name and <code>data:</code> one
line of JSON.</p>
${codeBlock('A whole answer', example)}
<ul>
<li><strong>The last event is <code>done</code> or <code>error</code>.</strong> A stream that ends without either was cut, and what came is incomplete.</li>
<li>Events may come in pieces: read up to the empty line, whatever the packets are.</li>
<li>Lines that begin with a colon are signs of life. Leave them out.</li>
<li>Once a stream has begun, its status is 200. What goes wrong from there on is in <code>error</code>.</li>
<li>Closing the connection stops the model. A stream cannot be taken up again: ask anew.</li>
<li>In a browser use <code>fetch</code>; <code>EventSource</code> sends no POST.</li>
</ul>
</section>`
}

export function refusals({ components, 'x-problem-types': types }: OpenApiDocument): Html {
  const forms = Object.entries(components.schemas).map(
    ([name, schema]) => html`<h3 id="${name}">${name}</h3>${schemaTable(schema, name, 'always')}`,
  )
  const rows = types.map(({ code, status, meaning }) => {
    return html`<tr id="code-${code}"><th scope="row"><code>${breakable(code)}</code> <span class="of-code">${status}</span></th><td>${sentence(meaning)}</td></tr>`
  })
  return html`<section id="refusals" aria-labelledby="refusals-title">
<h2 id="refusals-title">When it says no</h2>
<p>Refusals of documents are problem details (RFC 9457) in <code>application/problem+json</code>; those of chat have the body that clients of the Snowflake quickstart read. Both carry
<code>code</code> from one closed list. <code>request_id</code>, which is also the header <code>x-request-id</code>, is what an operator finds it by.</p>
<p><code>Retry-After</code>, in seconds, says when to try again. <code>RateLimit</code> says how much is left.</p>
<h3 id="codes">Codes</h3>
<p><code>type</code> of a problem is <code>urn:coco:error:</code> and the code.</p>
<table class="types"><caption class="unseen">Codes</caption>
<thead><tr><th scope="col">Code and status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table>
${forms}
</section>`
}
