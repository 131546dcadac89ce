import { type RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const FIRST_WIDTH = 1_000;

/**
 * The width of a part of the page in CSS pixels, and the reference that measures it. Charts are
 * drawn in pixels, so their text has the same size at every width.
 */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}
