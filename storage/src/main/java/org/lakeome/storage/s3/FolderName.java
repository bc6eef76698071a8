package org.lakeome.storage.s3;

/**
 * The file that holds the object whose key ends in '/', inside of the folder that the key names. No key can name it
 * ({@link FileKey}), and it comes before every other name, so that a listing in the order of files is one in the order of keys.
 */
final class FolderName {

    /** Start of heading, a control character that XML cannot hold, so that no client could list a key with it as it is. */
    static final String NAME = "\u0001";

    private FolderName() {}

    /** What the file of the key is called below its bucket; null for null. */
    static String file(String key) {
        return key != null && key.endsWith("/") ? key + NAME : key;
    }

    /** The key whose file is called so below its bucket; null for null. */
    static String key(String file) {
        return file != null && file.endsWith("/" + NAME) ? file.substring(0, file.length() - NAME.length()) : file;
    }
}
