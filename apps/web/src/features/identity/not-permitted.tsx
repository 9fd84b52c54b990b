import { PageHeading } from '../../ui/page-heading.tsx'

/** In place of a page for which one's roles do not suffice. The server refuses its calls in any case. */
export function NotPermitted({ pageName, tenantName }: { pageName: string; tenantName: string }) {
  return (
    <>
      <PageHeading>This page is not yours to open</PageHeading>
      <p className="mt-3 text-ink-soft">
        “{pageName}” is for the admins of {tenantName}. One of them can do it for you, or make you one of them.
      </p>
    </>
  )
}
