declare module '@design/tokens.css';
declare module '@design/pages.css';
