package org.lakeome.ingest.spark;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.lakeome.ingest.source.ByteSource;

/** A file of any file system that Hadoop knows on this Spark. */
record HadoopFile(String name, long size, SerializableConfiguration configuration) implements ByteSource {
    @Override
    public InputStream open(long offset) throws IOException {
        Path path = new Path(name);
        FileSystem files = path.getFileSystem(configuration.value());
        FSDataInputStream in = files.open(path);
        in.seek(offset);
        return in;
    }
}
