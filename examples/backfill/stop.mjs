// @ts-check
/** Ends the command. Its message is all that is told. */
export class Stop extends Error {
  /** @override */
  name = 'Stop';
  /** What the command exits with. */
  exitCode;

  /**
   * @param {string} message
   * @param {number} [exitCode] 2 unless given: whoever gave the command must mend something.
   */
  constructor(message, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
