import type { ReactNode } from 'react'

const OUTLINE = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const

interface Props {
  level: 1 | 2 | 3 | 4 | 5 | 6
  dir: 'auto'
  lang: string | undefined
  children: ReactNode
}

/** A model's headings stand under the answer's own in the page's outline, and keep the look of the level they had. */
export function AnswerHeading({ level, children, ...spoken }: Props) {
  const Tag = OUTLINE[level - 1] ?? 'h6'
  return (
    <Tag data-level={level} {...spoken}>
      {children}
    </Tag>
  )
}
