import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useState } from 'preact/hooks';

interface VirtualRowsOptions {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly keys: readonly string[];
  /** The height of a closed row in CSS pixels. */
  readonly rowHeight: number;
  /** The height of the head that stays above the rows. */
  readonly headHeight: number;
  /** Rows that are drawn wherever the table is scrolled to, so that they keep the focus. */
  readonly kept: readonly number[];
}

export interface VirtualRows {
  /** The rows to draw. `start` is the distance to the first row. */
  readonly rows: readonly VirtualItem[];
  readonly totalHeight: number;
  /** Scrolls as little as needed to show a row. */
  readonly show: (index: number) => void;
  /** Follows the height of a row that is open. */
  readonly measure: (row: HTMLElement | null) => void;
  /** Sets the height of a row that was closed. */
  readonly closed: (index: number) => void;
}

const ROWS_AROUND = 6;

/** Draws only the rows of a table that can be seen, and some around them. */
export function useVirtualRows({ place, keys, rowHeight, headHeight, kept }: VirtualRowsOptions): VirtualRows {
  const [, drawAgain] = useState(0);
  // The places of all rows are worked out again when one of these changes.
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);
  const estimateSize = useCallback(() => rowHeight, [rowHeight]);
  const options = {
    ...{ count: keys.length, overscan: ROWS_AROUND, scrollMargin: headHeight, scrollPaddingStart: headHeight },
    ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll },
    getScrollElement: () => place.current,
    ...{ estimateSize, getItemKey },
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) =>
      [...new Set([...kept.filter((one) => one < range.count), ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
    onChange: () => drawAgain((count) => count + 1),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return {
    rows: virtualizer.getVirtualItems(),
    totalHeight: virtualizer.getTotalSize(),
    show: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    measure: virtualizer.measureElement,
    closed: (index) => virtualizer.resizeItem(index, rowHeight),
  };
}
