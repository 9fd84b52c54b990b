import type { UploadPreview } from '@coco/shared/document-views'
import { documents } from '../../../words/en/documents.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { useLanguage, useWords } from '../../../words/language.ts'
import { localeOf } from '../../../words/languages.ts'
import { HeadingPath, headingsBelow } from '../reading/heading-path.tsx'

/** The first passages as they would be found, with the headings that go with each. */
export function PreviewPassages({
  preview: { upload, passages, passageCount, characters },
}: {
  preview: UploadPreview
}) {
  const words = useWords(uploads).reviewing
  const { passages: inPassages, characters: inCharacters, page: onPage } = useWords(documents)
  const language = useLanguage()
  const shown = (count: number) => new Intl.NumberFormat(localeOf(language)).format(count)
  return (
    <section aria-label={words.preview}>
      <h3 className="text-sm font-medium">{words.preview}</h3>
      <p className="mt-0.5 text-sm text-ink-soft">
        {passages.length < passageCount
          ? words.previewOf(shown(passages.length), inPassages(language, passageCount))
          : inPassages(language, passageCount)}
        <span aria-hidden> · </span>
        {inCharacters(language, characters)}
      </p>
      {/* Reached by Tab, because it scrolls. */}
      <div
        role="group"
        tabIndex={0}
        aria-label={words.preview}
        className="mt-1.5 max-h-64 divide-y divide-line overflow-y-auto overscroll-contain rounded-md border border-line"
      >
        {passages.map(({ headings, page, content }, index) => (
          <div key={index} className="px-3.5 py-2.5 text-sm">
            <p className="flex flex-wrap gap-x-3 text-ink-soft">
              <HeadingPath headings={headingsBelow(upload.title, headings)} />
              {page !== null && <span>{onPage(page)}</span>}
            </p>
            <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
              {content}
            </p>
          </div>
        ))}
      </div>
    </section>
  )
}
