export interface AddressProperty {
  /** In small letters. */
  readonly name: string;
  readonly value: string;
}

/** Takes `(host=h)(port=1)` apart, or `host=h,port=1` by another separator. */
export function addressProperties(text: string): { properties: AddressProperty[]; closed: boolean } {
  const properties: AddressProperty[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('(', at);
    if (open < 0) return { properties, closed: text.slice(at).trim() === '' };
    const close = text.indexOf(')', open);
    const end = close < 0 ? text.length : close;
    properties.push(propertyOf(text.slice(open + 1, end)));
    if (close < 0) return { properties, closed: false };
    at = close + 1;
  }
}

/** `name=value`; one without a value has an empty one. */
export function propertyOf(text: string): AddressProperty {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  return { name: name.trim().toLowerCase(), value: equals < 0 ? '' : text.slice(equals + 1).trim() };
}
