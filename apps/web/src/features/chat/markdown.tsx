import type { ReactNode } from 'react'
import { defaultRehypePlugins, Streamdown } from 'streamdown'
import { CodeBlock } from './code-block.tsx'
import { BlockedImage, SafeLink } from './foreign-content.tsx'
import { answerHeading } from './answer-heading.tsx'

const { sanitize, harden } = defaultRehypePlugins

/** Without `raw`, HTML in an answer is only text. What is left is sanitized, and links lose every protocol but the known. */
const SAFE_PLUGINS = [sanitize, harden].filter((plugin) => plugin !== undefined)

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
}

interface Props {
  source: string
  /** While text still arrives, an open fence or emphasis is closed for display, so that it never flashes as raw text. */
  isWriting: boolean
}

/** An answer as the model meant it to look. Loaded after the first paint; plain text stands in until then. */
export default function Markdown({ source, isWriting }: Props) {
  return (
    <Streamdown
      parseIncompleteMarkdown={isWriting}
      controls={false}
      components={COMPONENTS}
      rehypePlugins={SAFE_PLUGINS}
      dir="auto"
    >
      {source}
    </Streamdown>
  )
}

function ScrollingTable({ children }: { children?: ReactNode }) {
  return (
    // Only an element that takes focus can be scrolled with the keyboard.
    <div role="group" aria-label="Table" tabIndex={0} className="overflow-x-auto">
      <table>{children}</table>
    </div>
  )
}
