// Giving a file another name on the same file system so that nothing can be lost on the way.
#pragma once

#include <string>

#include "base/result.hpp"

namespace backsift::os {

enum class Moved {
    renamed, // in one step: at every moment one name exists
    linked   // the file has both names now; unlink the old one when the new one is durable
};

// Never in place of another file: fails with EEXIST's words where the new name is taken. A
// failure's place is `from`, and its sentence names `to`.
//
// renameat2(RENAME_NOREPLACE). Where the file system does not know it (NFS), link. Where there are
// no links either (FAT), plain rename after a look.
[[nodiscard]] base::Result<Moved> move_beside(const std::string& from, const std::string& to);

} // namespace backsift::os
