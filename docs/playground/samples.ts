import { byId } from './dom.ts';
import { data } from './samples.data.ts';

/** Fills the picker. */
export function startSamples(show: (text: string) => void): void {
  const picker = byId('sample', HTMLSelectElement);
  for (const [label, samples] of [
    ["Segment's 28 e-commerce events", data.ecommerce],
    ['Other names, other calls, and broken ones', data.others],
  ] as const) {
    const group = document.createElement('optgroup');
    group.label = label;
    group.append(...samples.map((sample) => new Option(sample.label, sample.text)));
    picker.append(group);
  }
  picker.selectedIndex = data.ecommerce.findIndex(({ label }) => label === 'Order Completed');
  picker.addEventListener('change', () => {
    show(picker.value);
  });
}

/** The sample that is picked. */
export function getSample(): string {
  return byId('sample', HTMLSelectElement).value;
}

/** The payload is none of the samples. */
export function clearSample(): void {
  byId('sample', HTMLSelectElement).selectedIndex = -1;
}
