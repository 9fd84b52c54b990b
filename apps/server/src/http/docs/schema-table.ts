import { type Field, fieldsOf, formsOf, limitsOf, type Schema, typeOf } from './describe-schema.ts'
import { type Html, html, sentence, type Value } from './html.ts'

/** More than these are folded. */
const VALUES_SHOWN = 6

/** What a field has to be in what one sends, and is in what one gets. */
export type Mark = 'required' | 'always'

/** The fields of a body; one table for each form that it may have. A body without fields is a word. */
export function schemaTable(schema: Schema, caption: string, mark: Mark): Html {
  const forms = formsOf(schema)
  if (forms.filter((form) => form.properties !== undefined).length > 1) {
    const tables = forms.map((form, index) =>
      schemaTable(form, `${caption}, form ${index + 1} of ${forms.length}`, mark),
    )
    return html`<p>One of ${forms.length} forms.</p>${tables}`
  }
  const fields = fieldsOf(schema)
  if (fields.length === 0) return html`<p>${typeOf(schema)}</p>`
  return fieldTable(fields, caption, mark)
}

type ShownField = Field & { place?: string }

/** @param caption for whoever comes to the table without having read what is above it */
export function fieldTable(fields: readonly ShownField[], caption: string, mark: Mark): Html {
  return html`<table class="fields">
<caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">What it is</th></tr></thead>
<tbody>${fields.map((field) => fieldRow(field, mark))}</tbody>
</table>`
}

function fieldRow({ name, schema, isRequired, place }: ShownField, mark: Mark): Html {
  const notes = [typeOf(schema), ...limitsOf(schema), ...(place === undefined ? [] : [`in the ${place}`])].join(' · ')
  return html`<tr>
<th scope="row"><code>${breakable(name)}</code>${isRequired ? html` <span class="mark">${mark}</span>` : null}</th>
<td><p class="type">${notes}</p>${valuesOf(schema)}${schema.description === undefined ? null : html`<p>${sentence(schema.description)}</p>`}</td>
</tr>`
}

function valuesOf(schema: Schema): Value {
  const values = schema.enum ?? schema.items?.enum ?? []
  if (values.length === 0) return null
  const list = html`<p class="values">${values.map((value) => html`<code>${JSON.stringify(value)}</code> `)}</p>`
  return values.length <= VALUES_SHOWN
    ? list
    : html`<details><summary>${values.length} values</summary>${list}</details>`
}

/** A long way to a field may go on in the next line after each of its steps. */
export function breakable(name: string): Value {
  return name.split(/(?<=[./_\]])/).map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`))
}
