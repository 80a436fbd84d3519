/** A connection that a form can refer to. */
export interface ConnectionChoice {
  id: string;
  name: string;
  /** Its connector, such as `mattermost`. */
  connector: string;
}

/** What all fields of one generated form share. */
export interface FormContext {
  connections: ConnectionChoice[];
  /** Paths of secrets the server holds; they stay when left empty. */
  kept: string[];
  disabled: boolean;
  error: (path: string) => string | undefined;
  left: (path: string) => void;
  idOf: (path: string) => string;
}
