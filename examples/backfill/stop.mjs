// @ts-check
/** Ends the command. Its message is all that is printed. */
export class Stop extends Error {
  /** @override */
  name = 'Stop';
  /** What the command exits with. */
  exitCode;

  /**
   * @param {string} message
   * @param {number} [exitCode] Default: 2, the command has to be changed.
   */
  constructor(message, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * Waits for something to be written, and stops where it cannot be, such as on a full disk.
   *
   * @template Result
   * @param {string} path
   * @param {Promise<Result>} written
   * @param {number} [exitCode] Default: 1, the same command may be given again.
   */
  static async unlessWritten(path, written, exitCode = 1) {
    try {
      return await written;
    } catch (error) {
      throw new Stop(`${path} cannot be written: ${Object(error).message}`, exitCode);
    }
  }
}
