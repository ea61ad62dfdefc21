// What the page can ask of the engine over Comlink. Reading goes past it, by live queries on the database.

export interface EngineApi {
  /** Hands the engine its port to main; called again with a new one after main asks for it. */
  connect(port: MessagePort): Promise<void>;
}
