def log = new File(basedir, 'build.log').text
assert log.contains('Using the MultiThreadedBuilder implementation with a thread count of 2')
assert !log.contains('thread-safe')
assert log.contains("No networks: there is no folder ${new File(basedir, 'src/main/models')}")
assert new File(basedir, 'one/target/generated-sources/repqc/java/io/repqc/it/One.java').exists()
assert new File(basedir, 'two/target/generated-sources/repqc/java/io/repqc/it/Two.java').exists()
