/** Programs whose window in front means that the screen is locked. Lower case. */
const LOCK_SCREENS = new Set([
  // Windows
  'lockapp',
  'logonui',
  // macOS
  'loginwindow',
  'screensaverengine',
  // X11, those that show a window
  'xscreensaver',
  'kscreenlocker_greet',
  'gnome-screensaver',
  'mate-screensaver',
  'cinnamon-screensaver',
  'light-locker',
  'xfce4-screensaver',
  'i3lock',
  'swaylock',
]);

/** Whether this program locks the screen. Time in front of a locked screen is not work. */
export function isLockScreen(application: string): boolean {
  return LOCK_SCREENS.has(application.trim().toLowerCase());
}
