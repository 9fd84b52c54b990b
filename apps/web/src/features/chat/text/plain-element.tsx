import { createElement, type JSX } from 'react'

/** The bare element, without the renderer's own class names: how it looks is said in `styles/prose.css` alone. */
export function plainElement(tag: keyof JSX.IntrinsicElements) {
  return function PlainElement(props: Record<string, unknown>) {
    return createElement(tag, { ...props, node: undefined, className: undefined })
  }
}
