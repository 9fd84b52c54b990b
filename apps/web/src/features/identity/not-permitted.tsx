import { PageHeading } from '../../ui/page-heading.tsx'
import { account } from '../../words/en/account.ts'
import { useWords } from '../../words/language.ts'

/** In place of a page for which one's roles do not suffice. The server refuses its calls in any case. */
export function NotPermitted({ pageName, tenantName }: { pageName: string; tenantName: string }) {
  const words = useWords(account)
  return (
    <>
      <PageHeading>{words.notYours}</PageHeading>
      <p className="mt-3 text-ink-soft">{words.forAdmins(pageName, tenantName)}</p>
    </>
  )
}
