/** One thing that doctor looked at. A failure comes with what to do about it. */
export type Finding =
  | { check: string; ok: true; detail: string }
  | { check: string; ok: false; detail: string; remedy: string }

/** What was found about one tenant, the account, or this machine. */
export interface Section {
  subject: string
  findings: Finding[]
}

export function printSections(sections: readonly Section[]): string {
  return sections.map(({ subject, findings }) => [subject, ...findings.map(printFinding)].join('\n')).join('\n\n')
}

function printFinding(finding: Finding): string {
  const line = `  ${finding.ok ? 'ok  ' : 'FAIL'}  ${finding.check.padEnd(12)}${indent(finding.detail)}`
  return finding.ok ? line : `${line}\n        ${' '.repeat(12)}→ ${indent(finding.remedy)}`
}

function indent(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(20)}`)
}
