import type { DocumentSummary } from '@coco/shared/document-views'
import { Moment } from '../../ui/moment.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { Tag } from '../../ui/tag.tsx'
import { documents } from '../../words/en/documents.ts'
import { useLanguage, useWords } from '../../words/language.ts'

/** What is to be known of a document before it is read: who may see it, whether it is found, how long it is, since when. */
export function DocumentFacts({ document }: { document: DocumentSummary }) {
  const words = useWords(documents)
  const language = useLanguage()
  const { isPersonal, state, tags, passageCount, isOwn, uploadedAt } = document
  return (
    <>
      <p className="text-sm text-ink-soft">
        {words.passages(language, passageCount)}
        <span aria-hidden> · </span>
        <Sentence say={isOwn ? words.byYou : words.added} parts={[<Moment key="at" at={uploadedAt} />]} />
      </p>
      {(isPersonal || state === 'indexing' || tags.length > 0) && (
        <p className="mt-1 flex flex-wrap gap-1.5">
          {isPersonal && <Tag tone="attention">{words.personal}</Tag>}
          {state === 'indexing' && <Tag tone="accent">{words.indexing}</Tag>}
          {tags.map((tag) => (
            <Tag key={tag} tone="plain">
              {tag}
            </Tag>
          ))}
        </p>
      )}
    </>
  )
}
