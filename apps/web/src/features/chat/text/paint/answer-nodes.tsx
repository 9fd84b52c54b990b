import type { List, ListItem, Nodes, RootContent, Table } from 'mdast'
import { Fragment, type ReactNode } from 'react'
import { AnswerHeading } from './answer-heading.tsx'
import { AnswerTable, TableRow } from './answer-table.tsx'
import { CitedText } from '../../sources/cited-text.tsx'
import { CitingLink } from '../../sources/citing-link.tsx'
import { CodeBlock } from '../code/code-block.tsx'
import { AnswerImage } from '../links/foreign-content.tsx'
import { FormulaView } from '../formula/formula-view.tsx'
import { languageOfText } from '../parse/language-of-text.ts'
import type { ParsedBlock } from '../parse/parse-markdown.ts'
import { plainText } from '../parse/plain-text.ts'
import { TaskMark } from './task-mark.tsx'

/** Below this the words are shown without their marks: every level is a call within a call. */
const MAX_DEPTH = 60

/**
 * Paints what a block says. Only what is written here can come out of an answer: HTML is the text that it is, and nothing has
 * an attribute that the answer chose but a link's address.
 */
export function paintBlock({ nodes, targets }: ParsedBlock): ReactNode {
  return paintAll(nodes, targets, 0)
}

/** Most words have none, and cost nothing more. */
const CITATION = /[[【]\s*\d/

type Targets = ParsedBlock['targets']

function paintAll(nodes: readonly RootContent[], targets: Targets, depth: number): ReactNode {
  return nodes.map((node, index) => <Fragment key={index}>{paint(node, targets, depth)}</Fragment>)
}

function paint(node: RootContent, targets: Targets, depth: number): ReactNode {
  if (depth > MAX_DEPTH) return plainText(node)
  const inside = 'children' in node ? paintAll(node.children, targets, depth + 1) : null
  switch (node.type) {
    case 'text':
      return node.value.search(CITATION) < 0 ? node.value : <CitedText text={node.value} />
    case 'paragraph':
      return <p {...spokenAs(node)}>{inside}</p>
    case 'heading':
      return (
        <AnswerHeading level={node.depth} {...spokenAs(node)}>
          {inside}
        </AnswerHeading>
      )
    case 'strong':
      return <strong>{inside}</strong>
    case 'emphasis':
      return <em>{inside}</em>
    case 'delete':
      return <del>{inside}</del>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'break':
      return <br />
    case 'code':
      return <CodeBlock language={node.lang ?? ''} code={node.value} isComplete />
    case 'formula':
      return <FormulaView source={node.value} isDisplay={node.isDisplay} />
    case 'html':
      return paintHtml(node.value, depth)
    case 'link':
      return (
        <CitingLink address={node.url} text={plainText(node, Infinity)}>
          {inside}
        </CitingLink>
      )
    case 'linkReference':
      return (
        <CitingLink address={targets.get(node.identifier)} text={plainText(node, Infinity)} label={node.identifier}>
          {inside}
        </CitingLink>
      )
    case 'image':
      return <AnswerImage address={node.url} alt={node.alt ?? ''} />
    case 'imageReference':
      return <AnswerImage address={targets.get(node.identifier)} alt={node.alt ?? ''} />
    case 'list':
      return paintList(node, inside)
    case 'listItem':
      return paintItem(node, inside, targets, depth)
    case 'blockquote':
      return <blockquote {...spokenAs(node)}>{inside}</blockquote>
    case 'thematicBreak':
      return <hr />
    case 'table':
      return (
        <AnswerTable {...spokenAs(node)} head={paintRow(node, 0, targets)} rowCount={node.children.length - 1}>
          {(shown) => (
            <tbody>{node.children.slice(1, shown + 1).map((_, index) => paintRow(node, index + 1, targets))}</tbody>
          )}
        </AnswerTable>
      )
    case 'footnoteReference':
      return <sup>[{node.label ?? node.identifier}]</sup>
    case 'footnoteDefinition':
      return (
        <div className="prose-footnote">
          <sup>[{node.label ?? node.identifier}]</sup> {inside}
        </div>
      )
    // Painted by their list and table, known to their links, or in no answer.
    case 'tableRow':
    case 'tableCell':
    case 'definition':
    case 'yaml':
      return null
  }
}

/** One row of a table; the first is its head. */
export function paintRow(table: Table, index: number, targets: Targets = new Map()): ReactNode {
  const cells = table.children[index]?.children ?? []
  return (
    <TableRow
      key={index}
      tag={index === 0 ? 'th' : 'td'}
      align={table.align ?? []}
      cells={cells.map((cell) => paintAll(cell.children, targets, 3))}
    />
  )
}

function paintList(node: List, inside: ReactNode) {
  if (!node.ordered) return <ul {...spokenAs(node)}>{inside}</ul>
  return (
    <ol start={node.start ?? 1} {...spokenAs(node)}>
      {inside}
    </ol>
  )
}

/** A tight item is its words; one with room around it has paragraphs. */
function paintItem(item: ListItem, inside: ReactNode, targets: Targets, depth: number) {
  const isTask = typeof item.checked === 'boolean'
  const isTight = !item.spread && item.children.filter(({ type }) => type === 'paragraph').length < 2
  return (
    <li>
      {isTask && <TaskMark isDone={item.checked === true} />}
      {isTight
        ? item.children.map((child, index) => (
            <Fragment key={index}>
              {child.type === 'paragraph'
                ? paintAll(child.children, targets, depth + 2)
                : paint(child, targets, depth + 1)}
            </Fragment>
          ))
        : inside}
    </li>
  )
}

/** Models break lines in tables with `<br>`; every other HTML is the text that it is. */
function paintHtml(value: string, depth: number): ReactNode {
  if (/^<br\s*\/?>$/i.test(value)) return <br />
  return depth === 0 ? (
    <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {value}
    </p>
  ) : (
    value
  )
}

/** Each block has the direction of its first letter, and the language that its alphabet tells. */
function spokenAs(node: Nodes): { dir: 'auto'; lang: string | undefined } {
  return { dir: 'auto', lang: languageOfText(plainText(node)) }
}
