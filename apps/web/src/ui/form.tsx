import { createContext, type ReactNode, type SubmitEvent, useContext, useState } from 'react'
import { findProblems, type Problems } from './find-problems.ts'

const ProblemsContext = createContext<Problems>(new Map())

interface Props {
  /** Everything is filled in as it should be; the form names its fields. */
  onSubmit: (form: HTMLFormElement) => void
  className?: string
  children: ReactNode
}

/**
 * A form that says beside each field what is missing, and leads to the first. What must hold is written on the fields
 * (`required`, `minLength`, `type`); nothing is complained about before somebody has tried to send it.
 */
export function Form({ onSubmit, className = '', children }: Props) {
  const [problems, setProblems] = useState<Problems>(new Map())

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const found = findProblems(form)
    setProblems(found.problems)
    if (found.first) found.first.focus()
    else onSubmit(form)
  }

  return (
    <form
      noValidate
      className={className}
      onSubmit={submit}
      onChange={() => {
        if (problems.size > 0) setProblems(new Map())
      }}
    >
      <ProblemsContext value={problems}>{children}</ProblemsContext>
    </form>
  )
}

/** What stands in the field of this name; empty when there is none. */
export function textIn(form: HTMLFormElement, name: string): string {
  const entry = new FormData(form).get(name)
  return typeof entry === 'string' ? entry : ''
}

/** What is wrong with the field of this name; null for nothing. */
export function useProblem(name: string): string | null {
  return useContext(ProblemsContext).get(name) ?? null
}
