import { type ComponentProps, lazy, Suspense } from 'react'

/** One can write before it is there. */
const DocumentsButton = lazy(async () => {
  const { DocumentsButton: component } = await import('../features/chat/composer/documents/documents-button.tsx')
  return { default: component }
})

/** The switch for answers from documents; until it comes its place is kept. */
export function ComposerDocuments(props: ComponentProps<typeof DocumentsButton>) {
  return (
    <Suspense fallback={<span aria-hidden className="touch-target size-9 shrink-0" />}>
      <DocumentsButton {...props} />
    </Suspense>
  )
}
