/** Names the file to which each cell appends its result, as a JSON line. */
export const RESULTS_VARIABLE = 'FAULTS_RESULTS';

/** A cell of the table. */
export type Result = {
  fault: string;
  placed: number;
  confirmed: number;
  cancelled: number;
  /** From the end of the fault until every order had its outcome and every invariant held. */
  recoverySeconds: number;
  /** What did not survive. */
  complaints: string[];
};
