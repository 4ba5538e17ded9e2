def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
assert builds.length == 4
assert builds[1].contains('small.rq for java')
assert builds[1].contains('other.rq for java')
assert builds[2].contains('Nothing to compile: all is as it was')
assert builds[3].contains('Nothing to compile: all is as it was')

def folder = new File(basedir, "target/generated-sources/repqc/java/io/repqc/it")
assert new File(folder, "Small.java").exists()
assert !new File(folder, "Other.java").exists()
