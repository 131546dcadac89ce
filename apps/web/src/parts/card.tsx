import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part of a page with its own heading. */
export function Card({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {hint !== undefined && <span class="quiet">{hint}</span>}
      </header>
      {children}
    </section>
  );
}
