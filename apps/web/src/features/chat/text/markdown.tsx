import type { ReactNode } from 'react'
import { defaultRehypePlugins, Streamdown } from 'streamdown'
import { answerHeading } from './answer-heading.tsx'
import { CodeBlock } from './code-block.tsx'
import { BlockedImage, SafeLink } from './foreign-content.tsx'
import { plainElement } from './plain-element.tsx'

const { sanitize, harden } = defaultRehypePlugins

/** Without `raw`, HTML in an answer is only text. What is left is sanitized, and links lose every protocol but the known. */
const SAFE_PLUGINS = [sanitize, harden].filter((plugin) => plugin !== undefined)

const PLAIN_TAGS = [
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'strong',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'sup',
  'sub',
  'section',
] as const

const COMPONENTS = {
  pre: CodeBlock,
  a: SafeLink,
  img: BlockedImage,
  table: ScrollingTable,
  h1: answerHeading(1),
  h2: answerHeading(2),
  h3: answerHeading(3),
  h4: answerHeading(4),
  h5: answerHeading(5),
  h6: answerHeading(6),
  ...Object.fromEntries(PLAIN_TAGS.map((tag) => [tag, plainElement(tag)])),
}

interface Props {
  source: string
  /** While text still arrives, an open fence or emphasis is closed for display, so that it never flashes as raw text. */
  isWriting: boolean
}

/** An answer as the model meant it to look. Loaded after the first paint; plain text stands in until then. */
export function Markdown({ source, isWriting }: Props) {
  return (
    <Streamdown
      parseIncompleteMarkdown={isWriting}
      controls={false}
      components={COMPONENTS}
      rehypePlugins={SAFE_PLUGINS}
    >
      {source}
    </Streamdown>
  )
}

function ScrollingTable({ children }: { children?: ReactNode }) {
  return (
    // Only an element that takes focus can be scrolled with the keyboard.
    <div role="group" aria-label="Table" tabIndex={0} className="prose-block overflow-x-auto">
      <table>{children}</table>
    </div>
  )
}
