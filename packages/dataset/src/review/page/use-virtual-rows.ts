import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core'
import type { RefObject } from 'preact'
import { useLayoutEffect, useReducer, useState } from 'preact/hooks'

export interface UseVirtualRowsOptions {
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>
  count: number
  /** Height of a line in pixels, with the gap below it. */
  heightOf(row: number): number
  /** Changes whenever heights do. */
  layout: unknown
}

/** The lines that are in sight, and a few more. */
export interface VirtualRows {
  rows: readonly VirtualItem[]
  /** Height of all lines in pixels. */
  height: number
  /** Scrolls as little as is needed to bring a line into sight. */
  reveal(row: number): void
}

/** Joins TanStack Virtual and Preact. */
export function useVirtualRows({ scroller, count, heightOf, layout }: UseVirtualRowsOptions): VirtualRows {
  const [, draw] = useReducer((times: number) => times + 1, 0)
  const options = {
    count,
    estimateSize: heightOf,
    getScrollElement: () => scroller.current,
    overscan: 2,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw(undefined),
  }
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, Element>(options))
  virtualizer.setOptions(options)
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer])
  useLayoutEffect(() => virtualizer._willUpdate())
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout])
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    reveal: (row) => virtualizer.scrollToIndex(row, { align: 'auto' }),
  }
}
