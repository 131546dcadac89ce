const EXECUTABLE = '.exe';

/**
 * The names that an application may be listed under, the most exact first: its key, the key without
 * `.exe`, and that without a trailing version number ("sublime text 2", "gimp-2.10", "notepad++
 * v8.6"). So "dota 2" is found before "dota". `key` is an `activityKey`. Linear in the length.
 */
export function applicationNames(key: string): readonly string[] {
  const program = key.endsWith(EXECUTABLE) ? key.slice(0, -EXECUTABLE.length) : key;
  return [key, program, withoutVersion(program)];
}

function withoutVersion(name: string): string {
  let start = name.length;
  while (start > 0 && '0123456789.'.includes(name.charAt(start - 1))) start -= 1;
  if (start === name.length || name.charAt(start) === '.') return name;
  if (name.charAt(start - 1) === 'v') start -= 1;
  return start > 1 && ' -_'.includes(name.charAt(start - 1)) ? name.slice(0, start - 1) : name;
}
