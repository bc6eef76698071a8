package org.lakeome.cli;

/** The ARNs that the CLI has to write or read. */
final class Arn {

    private Arn() {}

    /** The account id inside {@code arn:aws:omics:region:account:...}. */
    static String account(String arn) {
        return arn.split(":", 6)[4];
    }

    /**
     * The role that an import job names. Lakeome reads sources as the job's owner, so a role only has to be one of the
     * owner's account.
     */
    static String importRole(String account) {
        return "arn:aws:iam::" + account + ":role/import";
    }
}
